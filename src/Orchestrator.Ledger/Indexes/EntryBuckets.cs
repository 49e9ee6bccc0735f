using System.Runtime.InteropServices;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Ledger.Indexes;

/// <summary>Entries by a text. Reading one bucket costs nothing until it changes.</summary>
internal sealed class EntryBuckets
{
    private readonly Lock _sync = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>The entries under a text, as they are now.</summary>
    public IReadOnlyList<ReplicaEntry> Get(string text)
    {
        lock (_sync)
        {
            return _buckets.TryGetValue(text, out var bucket) ? bucket.Read() : [];
        }
    }

    /// <summary>Adds an entry or replaces the one of the same key.</summary>
    public void Set(string text, ReplicaEntry entry)
    {
        lock (_sync)
        {
            ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, text, out _);
            (bucket ??= new Bucket()).Set(entry);
        }
    }

    /// <summary>Removes the entry of a key.</summary>
    public void Remove(string text, ObjectKey key)
    {
        lock (_sync)
        {
            if (_buckets.TryGetValue(text, out var bucket) && bucket.Remove(key))
            {
                _buckets.Remove(text);
            }
        }
    }

    private sealed class Bucket
    {
        private readonly Dictionary<ObjectKey, ReplicaEntry> _entries = [];
        private ReplicaEntry[]? _read;

        public ReplicaEntry[] Read() => _read ??= [.. _entries.Values];

        public void Set(ReplicaEntry entry)
        {
            _entries[entry.Key] = entry;
            _read = null;
        }

        public bool Remove(ObjectKey key)
        {
            _entries.Remove(key);
            _read = null;
            return _entries.Count == 0;
        }
    }
}
