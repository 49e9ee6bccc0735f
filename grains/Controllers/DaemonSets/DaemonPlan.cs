using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>What is to be done for a daemon set now.</summary>
internal sealed class DaemonPlan
{
    /// <summary>Nodes that get a pod.</summary>
    public List<string> Create { get; } = [];

    /// <summary>Pods that go.</summary>
    public List<Pod> Delete { get; } = [];

    /// <summary>Pods that ended, well or badly, where one should run: they go too, but badly ended ones not too often.</summary>
    public List<Pod> Ended { get; } = [];
}
