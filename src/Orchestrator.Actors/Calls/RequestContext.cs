using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>Values that travel with every call made below this point of the call chain, and never back.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Values = new();

    /// <summary>What the current request carries; null for nothing.</summary>
    internal static ImmutableDictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>The names that are set.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? [];

    /// <summary>The value by this name, or null.</summary>
    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that follow in this flow of control.</summary>
    public static void Set(string key, object value) =>
        Values.Value = (Values.Value ?? ImmutableDictionary.Create<string, object>(StringComparer.Ordinal)).SetItem(key, value);

    /// <summary>Removes a value; says whether it was there.</summary>
    public static bool Remove(string key)
    {
        var values = Values.Value;
        if (values is null || !values.ContainsKey(key))
        {
            return false;
        }

        values = values.Remove(key);
        Values.Value = values.IsEmpty ? null : values;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (Values.Value is not null)
        {
            Values.Value = null;
        }
    }
}
