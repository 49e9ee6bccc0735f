using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Api.Json;

/// <summary>Copies the collections of models.</summary>
public static class JsonCopy
{
    /// <summary>A list of values that nobody can change.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static List<T>? List<T>(List<T>? values) => values is null ? null : [.. values];

    /// <summary>A list of values, each copied.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static List<T>? List<T>(List<T>? values, Func<T, T> copy) => values?.ConvertAll(value => copy(value));

    /// <summary>A list of models.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static List<T>? Models<T>(List<T>? values)
        where T : class, IJsonModel<T>
    {
        if (values is null)
        {
            return null;
        }

        var copies = new List<T>(values.Count);
        foreach (var value in values)
        {
            copies.Add(value.DeepCopy());
        }

        return copies;
    }

    /// <summary>A map of values that nobody can change.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static Dictionary<string, T>? Map<T>(Dictionary<string, T>? values) => values is null ? null : new Dictionary<string, T>(values, values.Comparer);

    /// <summary>A map of values, each copied.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static Dictionary<string, T>? Map<T>(Dictionary<string, T>? values, Func<T, T> copy)
    {
        if (values is null)
        {
            return null;
        }

        var copies = new Dictionary<string, T>(values.Count, values.Comparer);
        foreach (var (key, value) in values)
        {
            copies.Add(key, copy(value));
        }

        return copies;
    }

    /// <summary>A map of models.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static Dictionary<string, T>? MapOfModels<T>(Dictionary<string, T>? values)
        where T : class, IJsonModel<T> => Map(values, static value => value.DeepCopy());
}
