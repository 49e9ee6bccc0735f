namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>
/// All of a pod that decides where it may run. Pods with the same requirements (those of one replica set, say) share one instance, and so everything that has been
/// worked out about the nodes for one of them. Immutable; <see cref="Signature"/> stands for all of it.
/// </summary>
internal sealed class PodRequirements
{
    /// <summary>Text that is equal for equal requirements.</summary>
    public required string Signature { get; init; }

    /// <summary>What it asks for.</summary>
    public Resources Requests { get; init; }

    /// <summary>What it asks for, with 100 m CPU and 200 MB for containers that ask for nothing, so that scoring spreads them too.</summary>
    public Resources ScoringRequests { get; init; }

    /// <summary><c>spec.nodeSelector</c>.</summary>
    public KeyValuePair<string, string>[] NodeSelector { get; init; } = [];

    /// <summary>Required node affinity: one of the terms must match; null when there is none.</summary>
    public NodeTerm[]? RequiredTerms { get; init; }

    /// <summary>Preferred node affinity.</summary>
    public PreferredNodeTerm[] PreferredTerms { get; init; } = [];

    /// <summary><c>spec.tolerations</c>.</summary>
    public Toleration[] Tolerations { get; init; } = [];

    /// <summary>Ports of the node that it takes.</summary>
    public HostPort[] HostPorts { get; init; } = [];

    /// <summary><c>spec.nodeName</c> asked for through affinity of daemon pods is a term; this is for a name that is only requested. Empty: any node.</summary>
    public string RequestedNode { get; init; } = "";
}
