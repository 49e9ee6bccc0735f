using Orchestrator.Api.Apply;

namespace Orchestrator.Api.Models.Meta.V1;

/// <content>The set of fields, decoded once.</content>
public sealed partial class ManagedFieldsEntry
{
    private FieldSet? _set;

    /// <summary>The fields; false when <c>fieldsV1</c> is none.</summary>
    internal bool TrySet(out FieldSet set)
    {
        if (_set is null && (_set = FieldSetCache.Find(FieldsV1)) is null && FieldSetJson.TryRead(FieldsV1, out var read))
        {
            FieldSetCache.Add(FieldsV1, read);
            _set = read;
        }

        set = _set ?? FieldSet.Empty;
        return _set is not null;
    }

    /// <summary>Makes the entry of the metadata; <paramref name="sameFields"/> has the set's encoding already.</summary>
    internal static ManagedFieldsEntry Of(ManagedEntry entry, ManagedFieldsEntry? sameFields)
    {
        var (fields, set) = sameFields is null ? FieldSetCache.Share(FieldSetJson.Write(entry.Set), entry.Set) : (sameFields.FieldsV1, entry.Set);
        return new()
        {
            Manager = entry.Manager,
            Operation = entry.Operation,
            ApiVersion = entry.ApiVersion,
            Time = entry.Time,
            FieldsType = "FieldsV1",
            FieldsV1 = fields,
            Subresource = entry.Subresource.Length == 0 ? null : entry.Subresource,
            _set = set,
        };
    }
}
