using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Claim = Orchestrator.Api.Models.Resource.V1.ResourceClaim;

namespace Orchestrator.Grains.Controllers.ResourceClaims;

/// <summary>
/// The life of claims of devices (<c>resourceclaim/controller.go</c>). It looks at pods, for which it makes claims of templates, and at claims, from which it takes those
/// consumers that are done, then the allocation, then the finalizer. Pods without claims do not concern it.
/// </summary>
internal sealed class ResourceClaimController : IController
{
    private readonly IReplica _replica;
    private readonly PodClaimMaker _maker;
    private readonly ClaimUpkeep _upkeep;

    public ResourceClaimController(ControllerServices services)
    {
        _replica = services.Replica;
        var client = new ObservedClient(services.Clients.For("system:serviceaccount:kube-system:" + Name));
        _maker = new PodClaimMaker(services, client, services.Events.From(Name));
        _upkeep = new ClaimUpkeep(services.Replica, client);
    }

    /// <inheritdoc/>
    public string Name => "resource-claim-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Own(DeviceResources.Claims);
        watches.Mapped(DeviceResources.Claims, static (change, poke) =>
        {
            if (change.Type != ChangeType.Updated && change.Entry.Metadata.Controller is { Kind: "Pod" } pod)
            {
                poke(KnownResources.Pods.Key(change.Entry.Key.Namespace, pod.Name));
            }
        });
        watches.Mapped(KnownResources.Pods, static (change, poke) =>
        {
            var pod = change.Entry.As<Pod>();
            if (pod.Spec.ResourceClaims is not { Count: > 0 } claims)
            {
                return;
            }

            poke(change.Entry.Key);
            if (change.Type == ChangeType.Deleted || PodNeeds.IsDone(pod))
            {
                foreach (var claim in claims)
                {
                    if (PodNeeds.NameOf(pod, claim) is { } name)
                    {
                        poke(DeviceResources.Claims.Key(change.Entry.Key.Namespace, name));
                    }
                }
            }
        });
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_replica.Get(key) is not { } entry)
        {
            return ReconcileResult.Done;
        }

        if (key.GroupResource == KnownResources.Pods)
        {
            await _maker.MakeAsync(key, entry.As<Pod>(), cancellationToken);
        }
        else
        {
            await _upkeep.KeepAsync(key, entry.As<Claim>(), cancellationToken);
        }

        return ReconcileResult.Done;
    }
}
