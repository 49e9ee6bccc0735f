using System.Globalization;
using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Apply;

/// <summary>What one manager owns of an object.</summary>
internal sealed record ManagedEntry(string Manager, string Operation, string Subresource, string ApiVersion, DateTime? Time, FieldSet Set)
{
    public const string Apply = "Apply";
    public const string Update = "Update";
    private const string FieldsType = "FieldsV1";

    /// <summary>The entry of the object's metadata that this one was read from and still says.</summary>
    public ManagedFieldsEntry? Source { get; private init; }

    /// <summary>Reads an entry; null when it is none.</summary>
    public static ManagedEntry? TryRead(ManagedFieldsEntry entry) =>
        entry.Operation is Apply or Update && !string.IsNullOrEmpty(entry.ApiVersion) && entry.FieldsType == FieldsType && entry.TrySet(out var set)
            ? new ManagedEntry(entry.Manager ?? "", entry.Operation, entry.Subresource ?? "", entry.ApiVersion, entry.Time, set) { Source = entry }
            : null;

    /// <summary>Whether both are the same manager's. An applier has one entry, whatever its version.</summary>
    public bool IsSameManager(ManagedEntry other) =>
        Manager == other.Manager && Operation == other.Operation && Subresource == other.Subresource && (Operation == Apply || ApiVersion == other.ApiVersion);

    /// <summary>The entry with another set.</summary>
    public ManagedEntry With(FieldSet set) => set.Equals(Set) ? this : this with { Set = set, Source = null };

    /// <summary>The entry with another time.</summary>
    public ManagedEntry At(DateTime? time) => time == Time ? this : new ManagedEntry(Manager, Operation, Subresource, ApiVersion, time, Set) { Source = null, Fields = Source };

    /// <summary>The entry as the object's metadata has it.</summary>
    public ManagedFieldsEntry ToModel() => Source ?? ManagedFieldsEntry.Of(this, Fields);

    /// <summary>The manager as conflicts name it.</summary>
    public string Describe()
    {
        var text = new StringBuilder(GoText.Quote(Manager));
        if (Subresource.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" with subresource {GoText.Quote(Subresource)}");
        }

        return Operation == Update ? text.Append(" using ").Append(ApiVersion).ToString() : text.ToString();
    }

    /// <summary>The order in which a real server lists managers: appliers first, then the oldest.</summary>
    public static int Compare(ManagedEntry left, ManagedEntry right)
    {
        var order = string.CompareOrdinal(left.Operation, right.Operation);
        order = order != 0 ? order : Nullable.Compare(left.Time, right.Time);
        order = order != 0 ? order : string.CompareOrdinal(left.Manager, right.Manager);
        order = order != 0 ? order : string.CompareOrdinal(left.ApiVersion, right.ApiVersion);
        return order != 0 ? order : string.CompareOrdinal(left.Subresource, right.Subresource);
    }

    /// <summary>An entry whose encoded set is still the one of this entry, though its time is another.</summary>
    private ManagedFieldsEntry? Fields { get; init; }
}
