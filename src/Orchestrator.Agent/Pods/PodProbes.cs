using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

internal sealed class PodProbes(PodServices services) : IDisposable
{
    public IReadOnlyDictionary<string, string> Unhealthy { get; } = new Dictionary<string, string>();
    public void Follow(Pod pod, RuntimePodState state) => _ = services;
    public (bool Started, bool Ready) Health(Container container, RuntimeContainer running) => (true, true);
    public void Dispose() { }
}
