using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Apply;

/// <summary>Who owns what of an object: <c>metadata.managedFields</c>, decoded.</summary>
internal sealed class ManagedEntries
{
    private readonly List<ManagedEntry> _entries = [];

    /// <summary>The managers, in no particular order.</summary>
    public List<ManagedEntry> All => _entries;

    /// <summary>Decodes; null when an entry is none.</summary>
    public static ManagedEntries? TryRead(IReadOnlyList<ManagedFieldsEntry>? model)
    {
        var entries = new ManagedEntries();
        foreach (var item in model ?? [])
        {
            if (ManagedEntry.TryRead(item) is not { } entry)
            {
                return null;
            }

            entries.Put(entry);
        }

        return entries;
    }

    /// <summary>Where the same manager's entry is, or -1.</summary>
    public int IndexOf(ManagedEntry manager)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].IsSameManager(manager))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Puts an entry in the place of the same manager's.</summary>
    public void Put(ManagedEntry entry)
    {
        var at = IndexOf(entry);
        if (at < 0)
        {
            _entries.Add(entry);
        }
        else
        {
            _entries[at] = entry;
        }
    }

    /// <summary>Takes fields from every manager but one (-1: from all).</summary>
    public void Take(FieldSet fields, int except)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            if (i != except && _entries[i].Set.Overlaps(fields))
            {
                _entries[i] = _entries[i].With(_entries[i].Set.Difference(fields));
            }
        }
    }

    /// <summary>Encodes, in a real server's order; managers that own nothing are left out.</summary>
    public List<ManagedFieldsEntry>? ToModel()
    {
        _entries.RemoveAll(static entry => entry.Set.IsEmpty);
        _entries.Sort(ManagedEntry.Compare);
        return _entries.Count == 0 ? null : _entries.ConvertAll(static entry => entry.ToModel());
    }
}
