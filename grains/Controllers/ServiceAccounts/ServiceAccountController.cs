using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Controllers.ServiceAccounts;

/// <summary>Keeps a service account <c>default</c> in every namespace (<c>serviceaccounts_controller.go</c>). Its objects are namespaces.</summary>
internal sealed class ServiceAccountController(ControllerServices services)
    : Controller<Namespace>("service-account-controller", KnownResources.Namespaces, services)
{
    private const string Default = "default";

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) =>
        watches.Mapped(KnownResources.ServiceAccounts, static (change, poke) =>
        {
            if (change.Type == ChangeType.Deleted && change.Entry.Key.Name == Default)
            {
                poke(KnownResources.Namespaces.Key(null, change.Entry.Key.Namespace));
            }
        });

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Namespace value, CancellationToken cancellationToken)
    {
        if (value.Metadata.DeletionTimestamp is null && Replica.Get(KnownResources.ServiceAccounts.Key(key.Name, Default)) is null)
        {
            try
            {
                await Client.CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Name = Default, Namespace = key.Name } }, cancellationToken);
            }
            catch (ApiException there) when (there.Status.Reason == "AlreadyExists")
            {
                // Somebody else made it first.
            }
        }

        return ReconcileResult.Done;
    }
}
