using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Ledger.Metadata;

/// <summary>The part of an object's <c>metadata</c> that selectors, indexes and controllers look at.</summary>
public sealed class EntryMetadata
{
    private static readonly EntryOwner[] NoOwners = [];
    private static readonly string[] NoFinalizers = [];

    /// <summary><c>uid</c>; empty when there is none.</summary>
    public string Uid { get; internal set; } = "";

    /// <summary><c>generation</c>; 0 when there is none.</summary>
    public long Generation { get; internal set; }

    /// <summary><c>creationTimestamp</c>.</summary>
    public DateTimeOffset? CreationTimestamp { get; internal set; }

    /// <summary><c>deletionTimestamp</c>.</summary>
    public DateTimeOffset? DeletionTimestamp { get; internal set; }

    /// <summary><c>labels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; internal set; } = StringMap.Empty;

    /// <summary><c>annotations</c>.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; internal set; } = StringMap.Empty;

    /// <summary><c>finalizers</c>.</summary>
    public IReadOnlyList<string> Finalizers { get; internal set; } = NoFinalizers;

    /// <summary><c>ownerReferences</c>.</summary>
    public IReadOnlyList<EntryOwner> OwnerReferences { get; internal set; } = NoOwners;

    /// <summary>The owner that is the managing controller, or null.</summary>
    public EntryOwner? Controller
    {
        get
        {
            // asked of every pod of a workload with each look at it: an enumerator each time would be garbage
            for (var i = 0; i < OwnerReferences.Count; i++)
            {
                if (OwnerReferences[i].Controller)
                {
                    return OwnerReferences[i];
                }
            }

            return null;
        }
    }

    /// <summary>What a model's metadata says. Shares its maps and lists, which nobody may change.</summary>
    internal static EntryMetadata Of(ObjectMeta metadata)
    {
        var entry = new EntryMetadata
        {
            Uid = metadata.Uid ?? "",
            Generation = metadata.Generation ?? 0,
            CreationTimestamp = metadata.CreationTimestamp,
            DeletionTimestamp = metadata.DeletionTimestamp,
        };
        if (metadata.Labels is { Count: > 0 } labels)
        {
            entry.Labels = labels;
        }

        if (metadata.Annotations is { Count: > 0 } annotations)
        {
            entry.Annotations = annotations;
        }

        if (metadata.Finalizers is { Count: > 0 } finalizers)
        {
            entry.Finalizers = finalizers;
        }

        if (metadata.OwnerReferences is { Count: > 0 } owners)
        {
            entry.OwnerReferences = owners.ConvertAll(Owner).ToArray();
        }

        return entry;
    }

    private static EntryOwner Owner(OwnerReference owner) =>
        new(owner.ApiVersion, owner.Kind, owner.Name, owner.Uid, owner.Controller ?? false, owner.BlockOwnerDeletion ?? false);
}
