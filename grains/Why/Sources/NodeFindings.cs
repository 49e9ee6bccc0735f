using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Nodes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>The node of a pod that was given one.</summary>
internal sealed class NodeFindings(IReplica replica, TimeProvider time) : IFindingSource
{
    /// <summary>Since when a node's agent has not reported; null when it has.</summary>
    public static DateTime? Silent(IReplica replica, string node) => Ready(replica, node) is { Status: "Unknown" } ready ? ready.LastTransitionTime ?? default : null;

    /// <inheritdoc/>
    public ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        if (subject.Kind is not { Group: "", Resource: "pods" }
            || subject.Entry.DeletionTimestamp is not null
            || !Readable.TryAs<Pod>(subject.Entry, out var pod)
            || pod.Spec.NodeName is not { Length: > 0 } node
            || pod.Status.Phase is "Succeeded" or "Failed")
        {
            return ValueTask.CompletedTask;
        }

        if (replica.Get(KnownResources.Nodes.Key(null, node)) is null)
        {
            into.Add(new Finding("node", "NodeGone", $"its node {node} does not exist") { Remedy = "it is deleted by itself soon, and replaced if a controller owns it", Nodes = 1, Samples = [node] });
        }
        else if (Ready(replica, node) is { Status: not "True" } ready)
        {
            into.Add(new Finding("node", "NodeNotReady", $"its node {node} is not ready: {ready.Message ?? ready.Reason}")
            {
                Remedy = "bring the node's agent back; a pod with a controller is replaced elsewhere when its tolerations end (300 s unless it says otherwise)",
                Nodes = 1,
                Samples = [node],
                Since = ready.LastTransitionTime,
            });
        }

        FindEviction(pod, node, into);
        return ValueTask.CompletedTask;
    }

    /// <summary>When it has to leave for its node's taints.</summary>
    private void FindEviction(Pod pod, string name, List<Finding> into)
    {
        if (replica.Get(KnownResources.Nodes.Key(null, name)) is { } entry && Readable.TryAs<Node>(entry, out var node)
            && EvictionDeadline.Of(pod, node, time.GetUtcNow().UtcDateTime) is { } deadline)
        {
            var taints = node.Spec.Taints!.FindAll(taint => taint.Effect == NodeTaints.NoExecute).Select(taint => taint.Key);
            into.Add(new Finding("taint-eviction-controller", "TaintManagerEviction", $"it has to leave its node {name} at {Timestamp.Of(deadline)}: the node has the taint {string.Join(", ", taints)}")
            {
                Remedy = "take the taint off by mending the node, or let the pod tolerate it (spec.tolerations)",
                Nodes = 1,
                Samples = [name],
            });
        }
    }

    private static NodeCondition? Ready(IReplica replica, string name) =>
        replica.Get(KnownResources.Nodes.Key(null, name)) is { } entry && Readable.TryAs<Node>(entry, out var node) ? node.Status.Conditions?.Find(condition => condition.Type == "Ready") : null;
}
