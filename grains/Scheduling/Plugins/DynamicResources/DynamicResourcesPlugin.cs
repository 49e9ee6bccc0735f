using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Strategies.ResourceClaims;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>
/// Devices (<c>resource.k8s.io</c>): a pod's claims must be there and allocated where it runs; those that are not yet are allocated on the node that is chosen, in the
/// books at once (Reserve) and in their status before the pod is bound (PreBind). Pods without claims cost nothing.
/// </summary>
internal sealed class DynamicResourcesPlugin(PluginContext context, DeviceBooks books)
    : IPreEnqueuePlugin, IFilterPlugin, IPostFilterPlugin, IReservePlugin, IPreBindPlugin, IQueueingHints
{
    public const string PluginName = "DynamicResources";

    private static readonly Rejection Overtaken = new(PluginName, "devices were allocated to another claim meanwhile");
    private readonly ClaimWriter _writer = new(context.Replica, context.Client);

    public string Name => PluginName;

    /// <inheritdoc/>
    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeLabels),
        new(ClusterEventKinds.ObjectAdded | ClusterEventKinds.ObjectUpdated | ClusterEventKinds.ObjectDeleted, ClaimHints.Helps) { Resource = DeviceResources.Claims },
        new(ClusterEventKinds.ObjectChanged | ClusterEventKinds.ObjectDeleted) { Resource = DeviceResources.Slices },
        new(ClusterEventKinds.ObjectChanged) { Resource = DeviceResources.Classes },
        new(ClusterEventKinds.ObjectUpdated, ClaimHints.MarksNamespace) { Resource = KnownResources.Namespaces },
    ];

    /// <inheritdoc/>
    public Rejection? PreEnqueue(PodInfo pod) =>
        PodClaims.Any(pod) && PodClaims.Find(pod, context.Replica, books, out var problem) is null ? Reject(problem!) : null;

    /// <inheritdoc/>
    public PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        if (!PodClaims.Any(cycle.Pod))
        {
            return PreFilterResult.Skip;
        }

        if (PodClaims.Find(cycle.Pod, context.Replica, books, out var problem) is not { } claims)
        {
            return PreFilterResult.Reject(Reject(problem!));
        }

        var demands = new List<ClaimDemand>();
        foreach (var claim in claims)
        {
            if (claim.Status.Allocation is not null)
            {
                if (!Reservations.Has(claim, cycle.Pod.Uid) && claim.Status.ReservedFor?.Count >= DeviceResources.MostConsumers)
                {
                    return PreFilterResult.Reject(Reject("resourceclaim in use"));
                }
            }
            else if (books.IsAssumed(claim.Metadata.Uid!))
            {
                return PreFilterResult.Reject(Reject($"resourceclaim \"{claim.Metadata.Name}\" is being allocated for another pod"));
            }
            else if (AdminAccess.Asked(claim.Spec.Devices) is not null && !MayAdminister(claim))
            {
                return PreFilterResult.Reject(Reject($"resourceclaim \"{claim.Metadata.Name}\": {AdminAccess.Refusal}"));
            }
            else if (ClaimDemand.Of(claim, FindClass, out problem) is { } demand)
            {
                demands.Add(demand);
            }
            else
            {
                return PreFilterResult.Reject(Reject(problem!));
            }
        }

        var state = new ClaimsState(claims, demands, books);
        cycle.Set(state);
        return PreFilterResult.Ask(state);
    }

    /// <inheritdoc/>
    public PostFilterResult PostFilter(SchedulingCycle cycle, FilterOutcome outcome)
    {
        if (cycle.Get<ClaimsState>() is not { } state)
        {
            return new PostFilterResult("no new claims to deallocate");
        }

        // An allocation that only this pod has, or none, is of no use where it is: the pod may get others elsewhere.
        var useless = state.Unavailable.FirstOrDefault(claim => claim.Status.ReservedFor is null or [] || (claim.Status.ReservedFor is [var only] && only.Uid == cycle.Pod.Uid));
        return useless is null
            ? new PostFilterResult("still not schedulable")
            : new PostFilterResult("deallocation of ResourceClaim completed") { Act = cancellationToken => _writer.DeallocateAsync(useless, cancellationToken) };
    }

    /// <inheritdoc/>
    public Rejection? Reserve(SchedulingCycle cycle, string node)
    {
        if (cycle.Get<ClaimsState>() is not { Demands.Count: > 0 } state)
        {
            return null;
        }

        if (state.On(node) is not { } results
            || !books.TryAssume([.. state.Demands.Select((demand, i) => (demand.Claim.Metadata.Uid!, Allocations.Taken(results[i]).ToArray()))]))
        {
            return Overtaken;
        }

        state.Reserved = results;
        return null;
    }

    /// <inheritdoc/>
    public void Unreserve(SchedulingCycle cycle, string node)
    {
        if (cycle.Get<ClaimsState>() is { Reserved: not null } state)
        {
            Release(state);
            state.Reserved = null;
        }
    }

    /// <inheritdoc/>
    public bool Concerns(SchedulingCycle cycle, string node) => cycle.Get<ClaimsState>() is not null;

    /// <inheritdoc/>
    public async Task PreBindAsync(SchedulingCycle cycle, string node, CancellationToken cancellationToken)
    {
        var state = cycle.Get<ClaimsState>()!;
        foreach (var claim in state.Claims)
        {
            var demand = 0;
            while (demand < state.Demands.Count && !ReferenceEquals(state.Demands[demand].Claim, claim))
            {
                demand++;
            }

            await _writer.ReserveAsync(claim, demand < state.Demands.Count ? state.Reserved![demand] : null, cycle.Pod, cancellationToken);
        }

        // The replica shows what was written: the books count it from there.
        Release(state);
    }

    private void Release(ClaimsState state)
    {
        foreach (var demand in state.Demands)
        {
            books.Drop(demand.Claim.Metadata.Uid!);
        }
    }

    private DeviceClass? FindClass(string name) =>
        context.Replica.Get(new Api.Objects.ObjectKey(DeviceResources.Classes.Group, DeviceResources.Classes.Resource, "", name))?.As<DeviceClass>();

    /// <summary>The mark may have been taken off since the claim was made; its allocation would be refused.</summary>
    private bool MayAdminister(ResourceClaim claim) =>
        context.Replica.Get(KnownResources.Namespaces.Key(null, claim.Metadata.Namespace!)) is { } found && AdminAccess.IsAllowedBy(found.Labels);

    private static Rejection Reject(string reason) => new(PluginName, reason) { Resolvable = false };
}
