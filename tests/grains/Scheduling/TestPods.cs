using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>Pods by a line each.</summary>
internal static class TestPods
{
    /// <param name="name">Its name.</param>
    /// <param name="labels"><c>a=b,c=d</c>.</param>
    /// <param name="also">What else is set.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="cpu">What it asks for.</param>
    public static Pod Make(string name, string labels, Action<PodSpec>? also = null, string ns = "default", string cpu = "10m")
    {
        var spec = new PodSpec
        {
            Containers = [new Container { Name = "c", Image = "i:1", Resources = new ResourceRequirements { Requests = new() { ["cpu"] = Quantity.Parse(cpu) } } }],
        };
        also?.Invoke(spec);
        return new Pod
        {
            Metadata = new ObjectMeta { Name = name, Namespace = ns, Labels = labels.Split(',').Select(l => l.Split('=')).ToDictionary(l => l[0], l => l[1]) },
            Spec = spec,
        };
    }
}
