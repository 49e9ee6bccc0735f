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

    /// <summary>A node asked for by name. Empty: any node.</summary>
    public string RequestedNode { get; init; } = "";

    /// <summary>The images of its containers and of its volumes, with a tag or digest.</summary>
    public string[] Images { get; init; } = [];

    /// <summary>How many containers it has, init containers and volumes that are images included.</summary>
    public int Containers { get; init; } = 1;

    /// <summary>
    /// The only nodes that its required affinity leaves by their names, as a daemon set's pods have it; null when it does not name nodes. Such pods are not ranked over
    /// all nodes, and what is worked out for one is of no use to the next.
    /// </summary>
    public string[]? OnlyNodes { get; init; }
}
