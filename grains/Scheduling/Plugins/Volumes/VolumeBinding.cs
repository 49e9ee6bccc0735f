using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Binding;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>
/// Places pods where their volumes are, or can be. For claims that wait for their first pod it chooses volumes, or the node on which they are made (Reserve), writes that
/// down, and lets the pod be bound when the claims are (PreBind).
/// </summary>
internal sealed class VolumeBinding(PluginContext context, VolumeIndex volumes) : IFilterPlugin, IReservePlugin, IPreBindPlugin, IQueueingHints
{
    private readonly VolumeBook _book = VolumeBook.Of(context.Cluster);
    private readonly BindingWait _wait = new(context.Replica, context.Time);

    /// <inheritdoc/>
    public string Name => "VolumeBinding";

    /// <inheritdoc/>
    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeLabels),
        new(ClusterEventKinds.ObjectChanged, static (pod, change) => Uses(pod, change)) { Resource = VolumeResources.Claims },
        new(ClusterEventKinds.ObjectChanged) { Resource = VolumeResources.Volumes },
        new(ClusterEventKinds.ObjectChanged) { Resource = VolumeResources.Classes },
        new(ClusterEventKinds.ObjectChanged) { Resource = VolumeResources.Drivers },
        new(ClusterEventKinds.ObjectChanged) { Resource = VolumeResources.Capacities },
    ];

    /// <inheritdoc/>
    public PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        if (cycle.Pod.Object is not { } pod || !PodClaims.Any(pod))
        {
            return PreFilterResult.Skip;
        }

        if (PodVolumeClaims.Read(pod, context.Replica, out var rejection) is not { } claims)
        {
            return PreFilterResult.Reject(rejection!);
        }

        var filter = new VolumeFilter(claims, context.Replica, volumes, _book);
        cycle.Set(filter);
        return PreFilterResult.Ask(filter);
    }

    /// <inheritdoc/>
    public Rejection? Reserve(SchedulingCycle cycle, string node)
    {
        if (cycle.Get<VolumeFilter>() is not { Decides: true } filter || !cycle.Cluster.TryGetNode(node, out var place))
        {
            return null;
        }

        var decisions = new VolumeDecisions([]);
        if (filter.Decide(place, decisions.All) is { } rejection)
        {
            return rejection;
        }

        _book.Enter(cycle.Pod.Uid, node, decisions.All);
        cycle.Set(decisions);
        return null;
    }

    /// <inheritdoc/>
    public void Unreserve(SchedulingCycle cycle, string node)
    {
        if (cycle.Get<VolumeDecisions>() is { } decisions)
        {
            _book.Strike(cycle.Pod.Uid, decisions.All);
        }
    }

    /// <inheritdoc/>
    public bool Concerns(SchedulingCycle cycle, string node) => cycle.Get<VolumeDecisions>() is not null;

    /// <inheritdoc/>
    public async Task PreBindAsync(SchedulingCycle cycle, string node, CancellationToken cancellationToken)
    {
        var decisions = cycle.Get<VolumeDecisions>()!.All;
        foreach (var decision in decisions)
        {
            await (decision.Volume is null ? SelectNodeAsync(decision.Claim, node, cancellationToken) : ClaimAsync(decision.Volume, decision.Claim, cancellationToken));
        }

        await _wait.ForAsync(cycle.Pod, decisions, node, cancellationToken);
        _book.Strike(cycle.Pod.Uid, decisions);
    }

    private async Task ClaimAsync(string name, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (context.Replica.Get(VolumeResources.Volumes.Key(null, name))?.As<PersistentVolume>() is not { } volume
            || (volume.Spec.ClaimRef is not null && !StorageFacts.IsMeantFor(volume, claim)))
        {
            throw Failure($"volume \"{name}\" is gone or another claim's");
        }

        if (volume.Spec.ClaimRef?.Uid != claim.Metadata.Uid)
        {
            await context.Client.UpdateAsync(BindingWriter.Claimed(volume, claim), cancellationToken);
        }
    }

    private Task SelectNodeAsync(PersistentVolumeClaim claim, string node, CancellationToken cancellationToken) =>
        StorageFacts.Annotation(claim.Metadata, VolumeAnnotations.SelectedNode) == node
            ? Task.CompletedTask
            : context.Client.PatchAsync(
                VolumeResources.Claims.Key(claim.Metadata.Namespace, claim.Metadata.Name!),
                MergePatch.Metadata(writer =>
                {
                    writer.WriteString("uid"u8, claim.Metadata.Uid);
                    writer.WriteStartObject("annotations"u8);
                    writer.WriteString(VolumeAnnotations.SelectedNode, node);
                    writer.WriteEndObject();
                }),
                "",
                cancellationToken);

    /// <summary>In the words in which a real scheduler reports it.</summary>
    public static InvalidOperationException Failure(string why) => new($"running PreBind plugin \"VolumeBinding\": binding volumes: {why}");

    private static bool Uses(PodInfo pod, in ClusterEvent change)
    {
        var key = change.Change!.Entry.Key;
        return pod.Object is not { } waiting
            || (key.Namespace == pod.Key.Namespace && (waiting.Spec.Volumes ?? []).Exists(volume => PodClaims.Of(waiting, volume) == key.Name));
    }
}
