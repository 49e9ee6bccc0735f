using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>
/// Draws the consequences of a node's conditions: taints, and pods that are no longer ready (<c>nodelifecycle</c>). Which pods leave says
/// <see cref="TaintEvictionController"/>. That a node does not answer any more is noticed by its grain, which then sets the condition Ready to Unknown.
/// </summary>
internal sealed class NodeLifecycleController(ControllerServices services)
    : Controller<Node>("node-controller", KnownResources.Nodes, services)
{
    private const string Unknown = "Unknown";

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Mapped(KnownResources.Nodes, (change, _) =>
    {
        var name = change.Entry.Key.Name;
        if (change.Type == ChangeType.Deleted)
        {
            Events.Normal(change.Entry.As<Node>(), "RemovingNode", $"Node {name} event: Removing Node {name} from Controller");
        }
        else if (change.Previous is { } previous && NodeTaints.ReadyStatus(previous.As<Node>()) == "True" && change.Entry.As<Node>() is var node && NodeTaints.ReadyStatus(node) != "True")
        {
            // Told of the condition and not of the taints that follow, which either of two controllers may be the one to write.
            Events.Normal(node, "NodeNotReady", $"Node {name} status is now: NodeNotReady");
        }
    });

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Node value, CancellationToken cancellationToken)
    {
        var taints = NodeTaints.Wanted(value, Now);
        if (NodeUpkeep.Patch(value, taints, Replica.List(KnownResources.Nodes).Count) is { } patch)
        {
            await Client.PatchAsync(key, patch, "", cancellationToken);
            Tell(value);
        }

        if (NodeTaints.Ready(value)?.Status == Unknown)
        {
            var pods = Services.PodsByNode.PodsOf(key.Name).Select(static pod => pod.TryAs<Pod>()).OfType<Pod>();
            await Task.WhenAll(pods.Where(PodState.IsReady).Select(pod => MarkNotReadyAsync(pod, cancellationToken)));
        }

        return NodeTaints.Ready(value) switch
        {
            null => ReconcileResult.Done.Because($"it has not said how it is yet: new pods stay away"),
            { Status: Unknown, LastTransitionTime: var since } => ReconcileResult.Done.Because($"its agent has been silent since {since:u}: new pods stay away, and its own count as not ready"),
            { Status: not "True", Reason: var reason } => ReconcileResult.Done.Because($"it is not ready ({reason}): new pods stay away"),
            _ when value.Spec.Unschedulable == true => ReconcileResult.Done.Because($"it is cordoned (spec.unschedulable): new pods stay away"),
            _ => ReconcileResult.Done,
        };
    }

    private void Tell(Node node)
    {
        var name = node.Metadata.Name;
        if (node.Metadata.Annotations?.ContainsKey(NodeTtl.Annotation) != true)
        {
            Events.Normal(node, "RegisteredNode", $"Node {name} event: Registered Node {name} in Controller");
        }
    }

    /// <summary>Nobody can tell whether the pods of a silent node still serve: services let them out.</summary>
    private async Task MarkNotReadyAsync(Pod pod, CancellationToken cancellationToken)
    {
        var key = KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!);
        if (Replica.Get(key) is not { } entry)
        {
            return;
        }

        var update = entry.Copy<Pod>();
        if (PodState.Condition(update, "Ready") is not { Status: "True" } ready)
        {
            return;
        }

        ready.Status = "False";
        ready.LastTransitionTime = Timestamp.Seconds(Now);
        Events.Warning(pod, "NodeNotReady", "Node is not ready");
        try
        {
            await Client.UpdateStatusAsync(update, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // A pod that went meanwhile serves nobody.
        }
    }
}
