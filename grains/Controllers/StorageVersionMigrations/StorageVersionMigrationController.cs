using System.Globalization;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.StorageMigration.V1beta1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.StorageVersionMigrations;

/// <summary>
/// Stores the objects of a resource anew in the version in which they are stored now (<c>storageversionmigrator.go</c>), so that an older version can be taken from a
/// definition's <c>status.storedVersions</c>. <c>status.resourceVersion</c> says where it began: what was written after that is in the present version already, and so is
/// what it has rewritten itself. That is all it needs to know after a restart.
/// </summary>
internal sealed class StorageVersionMigrationController(ControllerServices services)
    : Controller<StorageVersionMigration>("storage-version-migrator-controller", Migrations, services)
{
    private const string Unknown = "resource does not exist in discovery";
    private static readonly GroupResource Migrations = new("storagemigration.k8s.io", "storageversionmigrations");

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, StorageVersionMigration value, CancellationToken cancellationToken)
    {
        if (MigrationConditions.IsOver(value.Status) || value.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        var resource = new GroupResource(value.Spec.Resource.Group, value.Spec.Resource.Resource);
        if (Services.Kinds.TryGet(resource) is not { } kind)
        {
            await SaveAsync(key, value, MigrationConditions.GivenUp(value.Status, Unknown, Now), cancellationToken);
            return ReconcileResult.Done.Because($"{resource} is not served");
        }

        if (!IsStored(kind))
        {
            await SaveAsync(key, value, MigrationConditions.GivenUp(value.Status, Failure($"no objects of {resource} are stored"), Now), cancellationToken);
            return ReconcileResult.Done.Because($"no objects of {resource} are stored");
        }

        // What any silo has written until now counts as old, so this silo's replica must have it.
        var now = await Replica.CatchUpAsync(cancellationToken);
        var begun = MigrationConditions.Begun(value.Status, now.ToString(CultureInfo.InvariantCulture), Now);
        await SaveAsync(key, value, begun, cancellationToken);

        var rewriter = new ObjectRewriter(Client, Replica, kind, long.Parse(begun.ResourceVersion!, CultureInfo.InvariantCulture));
        var failure = await rewriter.RunAsync(() => Replica.Get(key)?.Uid == value.Metadata.Uid, cancellationToken);
        if (Replica.Get(key) is not { } present || present.Uid != value.Metadata.Uid)
        {
            return ReconcileResult.Done;
        }

        var written = present.As<StorageVersionMigration>();
        var ended = failure is null ? MigrationConditions.Done(written.Status, Now) : MigrationConditions.GivenUp(written.Status, Failure(failure), Now);
        await SaveAsync(key, written, ended, cancellationToken);
        return ReconcileResult.Done.Because($"{rewriter.Rewritten} of {rewriter.Seen} objects of {resource} had to be stored anew in {kind.ApiVersion}");
    }

    /// <summary>A view of another resource's objects is migrated with that one; reviews and the like are never stored.</summary>
    private static bool IsStored(KindDescriptor kind) => kind.StoredAs == kind.GroupResource && kind.Verbs.Contains("list") && kind.Verbs.Contains("patch");

    private static string Failure(string what) => $"migration encountered unhandled error: {what}";

    private async Task SaveAsync(ObjectKey key, StorageVersionMigration value, StorageVersionMigrationStatus status, CancellationToken cancellationToken)
    {
        if (StatusPatch.Of(value.Metadata.Uid!, value.Status, status) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }
    }
}
