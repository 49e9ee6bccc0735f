using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// What a node does with its pods: the wanted ones go in, and what became of them comes out through <see cref="IPodStatusSink"/>.
/// Level-triggered: what counts is the latest pod that was handed in. No method waits for containers.
/// </summary>
internal interface IPodRuntime : IAsyncDisposable
{
    /// <summary>Prepares the machine, takes up what runs already, and says what the machine offers.</summary>
    Task<RuntimeFacts> StartAsync(CancellationToken cancellationToken);

    /// <summary>A pod that this node is to run, new or changed.</summary>
    void Assign(Pod pod);

    /// <summary>A pod whose object is gone: it is stopped and removed.</summary>
    void Unassign(string uid);

    /// <summary>These are all pods of this node: what else runs is stopped and removed. Called only after the control plane has sent everything.</summary>
    void Synchronized(IReadOnlySet<string> uids);

    /// <summary>Something that pods are made from (a config map, a secret) may have changed.</summary>
    void Refresh(string? namespaceName);

    /// <summary>Copies a container's log to the target.</summary>
    /// <exception cref="PodLogException">There is no such log.</exception>
    Task CopyLogAsync(PodLogRequest request, Stream target, CancellationToken cancellationToken);
}

/// <summary>Is told of pods' states. Calls must return at once and never throw.</summary>
internal interface IPodStatusSink
{
    /// <summary>The pod's status is now this.</summary>
    void Report(Pod pod, PodStatus status);

    /// <summary>Nothing of a pod that was to be deleted is left on the node: the object may go.</summary>
    void Terminated(Pod pod);
}

/// <summary>What a node's runtime says of itself.</summary>
/// <param name="Version">As in <c>nodeInfo.containerRuntimeVersion</c>: <c>docker://28.2.2</c>.</param>
/// <param name="Description">What the runtime knows of the machine; null if there is none.</param>
internal sealed record RuntimeFacts(string Version, RuntimeDescription? Description);

/// <summary>Which log is wanted.</summary>
internal sealed record PodLogRequest(string PodUid, string Container, bool Previous, LogOptions Options);

/// <summary>Why there is no log, in the words of kubelet.</summary>
internal sealed class PodLogException(int code, string message) : Exception(message)
{
    /// <summary>The HTTP status for the caller.</summary>
    public int Code { get; } = code;
}
