using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Scheduling.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>The two priority classes of pods that a cluster cannot do without, above every value that a user may choose.</summary>
internal sealed class SystemPriorityClasses : ISystemObjectSource
{
    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects { get; } =
    [
        Of("system-node-critical", 2000001000, "Used for system critical pods that must not be moved from their current node."),
        Of("system-cluster-critical", 2000000000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
    ];

    private static SystemObject Of(string name, int value, string description) => new(
        new ObjectKey("scheduling.k8s.io", "priorityclasses", "", name),
        () => new PriorityClass { Metadata = new ObjectMeta { Name = name }, Value = value, Description = description });
}
