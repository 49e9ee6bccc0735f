using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>
/// What was found out about tokens, by their hash. Bounded: there are two generations; when the young one is full it becomes the old one, whose entries go unless they
/// are used again.
/// </summary>
/// <typeparam name="T">What is known of a token.</typeparam>
/// <param name="capacity">The most entries of a generation.</param>
internal sealed class TokenCache<T>(int capacity)
    where T : class
{
    private readonly Lock _turning = new();
    private volatile ConcurrentDictionary<UInt128, T> _young = new();
    private volatile ConcurrentDictionary<UInt128, T> _old = new();

    /// <summary>How many entries there are.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>What is known of a token.</summary>
    public bool TryGet(UInt128 hash, [NotNullWhen(true)] out T? value)
    {
        if (_young.TryGetValue(hash, out value))
        {
            return true;
        }

        if (!_old.TryRemove(hash, out value))
        {
            return false;
        }

        Add(hash, value);
        return true;
    }

    /// <summary>Keeps what is known of a token.</summary>
    public void Add(UInt128 hash, T value)
    {
        lock (_turning)
        {
            if (_young.Count >= capacity)
            {
                _old = _young;
                _young = new ConcurrentDictionary<UInt128, T>();
            }

            _young[hash] = value;
        }
    }
}
