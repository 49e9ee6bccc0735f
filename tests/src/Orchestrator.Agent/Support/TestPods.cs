using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>Pods for tests.</summary>
internal static class TestPods
{
    /// <summary>A pod of one container that runs a shell script.</summary>
    public static Pod Shell(string name, string script, string restartPolicy = "Always") => Of(name, Container("main", script), restartPolicy);

    public static Pod Of(string name, Container container, string restartPolicy = "Always") => new()
    {
        Metadata = new() { Name = name, Namespace = "default", Uid = Guid.NewGuid().ToString(), Generation = 1, Labels = new() { ["app"] = name } },
        Spec = new() { NodeName = "test-node", RestartPolicy = restartPolicy, TerminationGracePeriodSeconds = 1, Containers = [container] },
    };

    public static Container Container(string name, string script) => new()
    {
        Name = name,
        Image = DockerFixture.Image,
        ImagePullPolicy = "IfNotPresent",
        Command = ["sh", "-c", script],
    };

    public static Pod Copy(Pod pod) => JsonModel.Read<Pod>(JsonModel.ToBytes(pod));
}
