using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Admission.ResourceQuota;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orleans;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Controllers.ResourceQuotas;

/// <summary>
/// Keeps the status of quotas true (<c>resource_quota_controller.go</c>): admission counts what comes, this what goes, what changes without admission, and what was
/// there before the quota. The namespace's <see cref="IQuotaGrain"/> does the counting, since it knows what is on its way; what it writes itself is no news here.
/// </summary>
internal sealed class ResourceQuotaController(IReplica replica, IGrainFactory grains) : IController
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(5);

    private static GroupResource Quotas { get; } = new("", "resourcequotas");

    /// <inheritdoc/>
    public string Name => "resourcequota-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(Quotas, static (change, poke) =>
        {
            if (change.Type == ChangeType.Created || (change.Type == ChangeType.Updated && !IsCounted(change.Entry.As<ResourceQuota>())))
            {
                poke(change.Entry.Key);
            }
        });
        watches.MappedAny((change, poke) =>
        {
            var quotas = replica.List(Quotas);
            if (quotas.Count > 0 && change.Entry.Key.Namespace.Length > 0 && GivesBack(change))
            {
                foreach (var quota in quotas.In(change.Entry.Key.Namespace))
                {
                    poke(quota.Key);
                }
            }
        });
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (replica.Get(key) is null)
        {
            return ReconcileResult.Done;
        }

        await grains.GetGrain<IQuotaGrain>(key.Namespace).RecalculateAsync().WaitAsync(cancellationToken);
        return ReconcileResult.After(Resync);
    }

    private static bool IsCounted(ResourceQuota quota)
    {
        var (hard, counted) = (quota.Spec.Hard ?? [], quota.Status.Hard ?? []);
        return hard.Count == counted.Count && hard.All(bound => counted.TryGetValue(bound.Key, out var amount) && amount == bound.Value);
    }

    private static bool GivesBack(ReplicaChange change) => change.Type == ChangeType.Deleted || change.Entry.Key switch
    {
        { Group: "", Resource: "pods" } => change.Previous is not null && HasEnded(change.Entry) && !HasEnded(change.Previous),
        { Group: "", Resource: "services" or "persistentvolumeclaims" } => change.Type == ChangeType.Updated,
        _ => false,
    };

    private static bool HasEnded(ReplicaEntry pod) => pod.As<Pod>().Status.Phase is "Succeeded" or "Failed";
}
