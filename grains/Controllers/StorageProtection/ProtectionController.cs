using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Controllers.StorageProtection;

/// <summary>Keeps a finalizer on objects of a kind while somebody uses them.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal abstract class ProtectionController<T>(string name, GroupResource resource, string finalizer, ControllerServices services)
    : Controller<T>(name, resource, services)
    where T : class, IKubeObject, IJsonModel<T>
{
    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, T value, CancellationToken cancellationToken)
    {
        if (Replica.Get(key) is not { } entry || ProtectionFinalizer.Patch(entry, finalizer, () => IsUsed(entry, entry.As<T>())) is not { } patch)
        {
            return ReconcileResult.Done;
        }

        try
        {
            await Client.PatchAsync(key, patch, "", cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Reason is "NotFound")
        {
            // Somebody else took the finalizer off.
        }

        return ReconcileResult.Done;
    }

    /// <summary>Whether somebody uses an object that is being deleted.</summary>
    protected abstract bool IsUsed(ReplicaEntry entry, T value);
}
