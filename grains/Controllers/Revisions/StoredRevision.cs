using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Revisions;

/// <summary>A controller revision: one template that a workload has had.</summary>
internal sealed record StoredRevision(ReplicaEntry Entry) : IComparable<StoredRevision>
{
    public string Name => Entry.Key.Name;

    public ControllerRevision Value { get; } = Entry.As<ControllerRevision>();

    /// <summary>Its place in the history: higher is newer.</summary>
    public long Number => Value.Revision;

    /// <summary>By number, then age, then name (<c>history.SortControllerRevisions</c>).</summary>
    public int CompareTo(StoredRevision? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = Number.CompareTo(other.Number);
        order = order != 0 ? order : Nullable.Compare(Value.Metadata.CreationTimestamp, other.Value.Metadata.CreationTimestamp);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }
}
