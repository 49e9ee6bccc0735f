using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.Amounts;

/// <summary>Arithmetic on amounts of named resources.</summary>
internal static class ResourceAmounts
{
    /// <summary>An empty list.</summary>
    public static Dictionary<string, Quantity> None() => new(StringComparer.Ordinal);

    /// <summary>Adds one list to another.</summary>
    public static void Add(Dictionary<string, Quantity> sum, Dictionary<string, Quantity>? amounts)
    {
        foreach (var (name, amount) in amounts ?? [])
        {
            Add(sum, name, amount);
        }
    }

    /// <summary>Adds an amount.</summary>
    public static void Add(Dictionary<string, Quantity> sum, string name, Quantity amount) =>
        sum[name] = sum.TryGetValue(name, out var present) ? present.Add(amount) : amount;

    /// <summary>Raises what is less than in another list.</summary>
    public static void Raise(Dictionary<string, Quantity> most, Dictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            if (!most.TryGetValue(name, out var present) || present < amount)
            {
                most[name] = amount;
            }
        }
    }

    /// <summary>What a list holds beyond another: differences that are not zero.</summary>
    public static Dictionary<string, Quantity> Difference(Dictionary<string, Quantity> amounts, Dictionary<string, Quantity> before)
    {
        var difference = None();
        foreach (var name in amounts.Keys.Union(before.Keys))
        {
            var change = amounts.GetValueOrDefault(name).Sub(before.GetValueOrDefault(name));
            if (!change.IsZero)
            {
                difference[name] = change;
            }
        }

        return difference;
    }
}
