using System.Globalization;
using Orchestrator.Api.CustomResources.Kinds;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.CustomResources;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.CustomResources;

/// <summary>
/// Gives definitions of custom resources their names and establishes them, in one write; empties those that are being deleted
/// (a real server's naming, establishing and finalizing controllers).
/// </summary>
internal sealed class DefinitionController(ControllerServices services, DefinitionIndex index)
    : Controller<CustomResourceDefinition>("customresourcedefinition-controller", DefinitionIndex.Definitions, services)
{
    /// <summary>Keeps a definition that is being deleted until its objects are gone.</summary>
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    private const int Batch = 256;

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.MappedAny(PokeEnding);
        watches.Mapped(DefinitionIndex.Definitions, PokeRivals);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CustomResourceDefinition value, CancellationToken cancellationToken)
    {
        if (value.Metadata.DeletionTimestamp is not null)
        {
            await EmptyAsync(key, value, cancellationToken);
            return ReconcileResult.Done;
        }

        var decision = index.Names.Decide(key.Name, value.Spec.Group, others => Decide(value, others));
        await WriteStatusAsync(key, value, DefinitionConditions.After(value, decision, Now), cancellationToken);
        return ReconcileResult.Done;
    }

    private (CustomResourceDefinitionNames Accepted, NameDecision Result) Decide(CustomResourceDefinition definition, IEnumerable<CustomResourceDefinitionNames> others)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var names in others)
        {
            resources.UnionWith([names.Plural, names.Singular ?? "", .. names.ShortNames ?? []]);
            kinds.UnionWith([names.Kind, names.ListKind ?? ""]);
        }

        foreach (var kind in Services.Kinds.All)
        {
            if (!kind.IsCustom && kind.Group == definition.Spec.Group)
            {
                resources.UnionWith([kind.Resource, kind.Singular, .. kind.ShortNames]);
                kinds.UnionWith([kind.Kind, kind.ListKind]);
            }
        }

        var decision = NameDecision.Of(definition, resources, kinds);
        return (decision.Accepted, decision);
    }

    private async Task WriteStatusAsync(ObjectKey key, CustomResourceDefinition value, CustomResourceDefinitionStatus after, CancellationToken cancellationToken)
    {
        if (StatusPatch.Of(value.Metadata.Uid!, value.Status, after) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }
    }

    private async Task EmptyAsync(ObjectKey key, CustomResourceDefinition value, CancellationToken cancellationToken)
    {
        if (value.Metadata.Finalizers?.Contains(Finalizer) != true)
        {
            return;
        }

        // First everybody learns that nothing is created any more.
        await WriteStatusAsync(key, value, DefinitionConditions.Terminating(value, "CustomResource deletion is in progress", Now), cancellationToken);
        if (CustomResourceKinds.IsEstablished(value))
        {
            var resource = new GroupResource(value.Spec.Group, value.Status.AcceptedNames.Plural);
            await DeleteObjectsAsync(resource, cancellationToken);
            if (Replica.List(resource).Count > 0)
            {
                return; // each that goes brings another look
            }
        }

        await ReleaseAsync(key, cancellationToken);
    }

    private async Task DeleteObjectsAsync(GroupResource resource, CancellationToken cancellationToken)
    {
        foreach (var batch in Replica.List(resource).Where(entry => entry.DeletionTimestamp is null).Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(entry => DeleteAsync(entry, cancellationToken)));
        }
    }

    private async Task DeleteAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // Which is what was wanted.
        }
    }

    private async Task ReleaseAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (Replica.Get(key) is not { } entry)
        {
            return;
        }

        var patch = MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
            writer.WriteStartArray("finalizers"u8);
            foreach (var finalizer in entry.Metadata.Finalizers)
            {
                if (finalizer != Finalizer)
                {
                    writer.WriteStringValue(finalizer);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        await Client.PatchAsync(key, patch, "", cancellationToken);
    }

    /// <summary>An object of a kind that is going has gone.</summary>
    private void PokeEnding(ReplicaChange change, Action<ObjectKey> poke)
    {
        var gone = change.Entry.Key;
        if (change.Type != ChangeType.Deleted || gone.Group.Length == 0 || Services.Kinds.TryGet(gone.GroupResource) is not { IsCustom: true })
        {
            return;
        }

        var key = DefinitionIndex.Definitions.Key(null, $"{gone.Resource}.{gone.Group}");
        if (Replica.Get(key) is { DeletionTimestamp: not null })
        {
            poke(key);
        }
    }

    /// <summary>When names come free, those that wanted them look again.</summary>
    private void PokeRivals(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type != ChangeType.Deleted && change.Previous?.Generation == change.Entry.Generation)
        {
            return;
        }

        foreach (var entry in Replica.List(DefinitionIndex.Definitions))
        {
            var rival = entry.As<CustomResourceDefinition>();
            if (!CustomResourceKinds.HasCondition(rival, "NamesAccepted") && rival.Status.Conditions.Count > 0)
            {
                poke(entry.Key);
            }
        }
    }
}
