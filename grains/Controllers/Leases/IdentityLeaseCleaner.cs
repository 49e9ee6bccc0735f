using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Coordination.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Controllers.Leases;

/// <summary>
/// Deletes the leases by which API servers say that they are there, when one has not been renewed for as long as it said (<c>apiserverleasegc</c>). Its objects are
/// these leases; others never reach it. Leases of nodes go with their nodes, which own them.
/// </summary>
internal sealed class IdentityLeaseCleaner(ControllerServices services) : IController
{
    private const string Namespace = "kube-system";
    private const string Identity = "apiserver.kubernetes.io/identity";
    private static readonly GroupResource Leases = new("coordination.k8s.io", "leases");

    private readonly ObservedClient _client = new(services.Clients.For("system:apiserver"));

    /// <inheritdoc/>
    public string Name => "apiserver-identity-lease-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches) => watches.Mapped(Leases, static (change, poke) =>
    {
        if (change.Type == ChangeType.Created && change.Entry.Key.Namespace == Namespace && change.Entry.Labels.ContainsKey(Identity))
        {
            poke(change.Entry.Key);
        }
    });

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(key) is not { DeletionTimestamp: null } entry || !entry.Labels.ContainsKey(Identity))
        {
            return ReconcileResult.Done;
        }

        // One that does not say how long it holds has ended, as there.
        var (spec, now) = (entry.As<Lease>().Spec, services.Time.GetUtcNow().UtcDateTime);
        if (spec.RenewTime is { } renewed && spec.LeaseDurationSeconds is { } seconds && renewed.Value.AddSeconds(seconds) is var end && end >= now)
        {
            return ReconcileResult.After(end - now + TimeSpan.FromSeconds(1));
        }

        try
        {
            await _client.DeleteAsync(key, new WriteOptions { PreconditionUid = entry.Uid, PreconditionResourceVersion = entry.As<Lease>().Metadata.ResourceVersion }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // Which is what was wanted.
        }

        return ReconcileResult.Done;
    }
}
