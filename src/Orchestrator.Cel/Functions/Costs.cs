using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions;

/// <summary>Costs of functions that go through their arguments: a tenth of a unit for each character, a unit for each item.</summary>
public static class Costs
{
    private const double PerCharacter = 0.1;
    private const double PerPatternCharacter = 0.25;

    /// <summary>Goes through the first argument's text once.</summary>
    public static CelCost ReadsFirst { get; } = static (values, _) => Text(Size(values[0]));

    /// <summary>Goes through the second argument's text once.</summary>
    public static CelCost ReadsSecond { get; } = static (values, _) => Text(Size(values[1]));

    /// <summary>Goes through two texts, or copies them.</summary>
    public static CelCost ReadsBoth { get; } = static (values, _) => Text(Size(values[0]) + Size(values[1]));

    /// <summary>Looks for one text in another.</summary>
    public static CelCost Searches { get; } = static (values, _) => Text(Size(values[0])) * Math.Max(1, Text(Size(values[1])));

    /// <summary>Compares as far as the shorter one goes.</summary>
    public static CelCost Compares { get; } = static (values, _) => Math.Max(1, Text(Math.Min(Size(values[0]), Size(values[1]))));

    /// <summary>Goes through a text and makes another.</summary>
    public static CelCost Copies { get; } = static (values, result) => Text(Size(values[0])) + Text(Size(result));

    /// <summary>Matches a pattern.</summary>
    public static CelCost Matches { get; } = static (values, _) => Text(Size(values[0]) + 1) * Pattern(Size(values[1]));

    /// <summary>Goes through the items of the first argument.</summary>
    public static CelCost Walks { get; } = static (values, _) => Math.Max(1, Size(values[0]));

    /// <summary>Goes through the items of the second argument.</summary>
    public static CelCost WalksSecond { get; } = static (values, _) => values[1].Kind == CelKind.List ? Math.Max(1, values[1].List.Count) : 1;

    /// <summary>Compares each item of one with each of another.</summary>
    public static CelCost WalksEach { get; } = static (values, _) => 1 + (Size(values[0]) * Size(values[1]));

    /// <summary>How large a value is: characters, bytes, items; 1 for what has no size.</summary>
    public static long Size(CelValue value) => value.Kind switch
    {
        CelKind.String => value.String.Length,
        CelKind.Bytes => value.Bytes.Length,
        CelKind.List => value.List.Count,
        CelKind.Map => value.Map.Count,
        _ => 1,
    };

    private static long Text(long size) => (long)Math.Ceiling(size * PerCharacter);

    private static long Pattern(long size) => (long)Math.Ceiling(size * PerPatternCharacter);
}
