using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Ledger.Metadata;

/// <summary>A few names with values, such as labels: an array costs a fifth of a hash table, and is as fast to search.</summary>
internal sealed class StringMap(KeyValuePair<string, string>[] pairs) : IReadOnlyDictionary<string, string>
{
    /// <summary>The map with nothing in it.</summary>
    public static readonly StringMap Empty = new([]);

    /// <inheritdoc/>
    public int Count => pairs.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => pairs.Select(static pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => pairs.Select(static pair => pair.Value);

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"there is no '{key}'");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (ref readonly var pair in pairs.AsSpan())
        {
            if (string.Equals(pair.Key, key, StringComparison.Ordinal))
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
