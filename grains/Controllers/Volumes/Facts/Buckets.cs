using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>Something of objects, by something that they have in common. An empty bucket is none.</summary>
/// <typeparam name="TKey">What they have in common.</typeparam>
/// <typeparam name="TValue">What is kept of each.</typeparam>
internal sealed class Buckets<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Dictionary<ObjectKey, TValue>> _buckets = [];

    /// <summary>What is in a bucket now, in no order.</summary>
    public TValue[] Get(TKey key)
    {
        lock (_lock)
        {
            return _buckets.TryGetValue(key, out var bucket) ? [.. bucket.Values] : [];
        }
    }

    /// <summary>Puts an object into a bucket, or replaces what is kept of it there.</summary>
    public void Set(TKey key, ObjectKey id, TValue value)
    {
        lock (_lock)
        {
            if (!_buckets.TryGetValue(key, out var bucket))
            {
                _buckets.Add(key, bucket = []);
            }

            bucket[id] = value;
        }
    }

    /// <summary>Takes an object out of a bucket.</summary>
    public void Remove(TKey key, ObjectKey id)
    {
        lock (_lock)
        {
            if (_buckets.TryGetValue(key, out var bucket) && bucket.Remove(id) && bucket.Count == 0)
            {
                _buckets.Remove(key);
            }
        }
    }
}
