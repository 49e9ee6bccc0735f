using Orchestrator.Api.Json;

namespace Orchestrator.Api.Strategies;

/// <summary>Compares parts of objects by what they encode to.</summary>
public static class SpecEquality
{
    /// <summary>Whether two values encode to the same JSON; absent equals absent.</summary>
    public static bool Same(IJsonModel? left, IJsonModel? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null)
        {
            return false;
        }

        using var leftBytes = new PooledBufferWriter();
        using var rightBytes = new PooledBufferWriter();
        JsonModel.Write(left, leftBytes);
        JsonModel.Write(right, rightBytes);
        return leftBytes.WrittenSpan.SequenceEqual(rightBytes.WrittenSpan);
    }

    /// <summary>Whether two lists hold values that encode to the same JSON; absent equals empty.</summary>
    public static bool Same<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right)
        where T : IJsonModel
    {
        if ((left?.Count ?? 0) != (right?.Count ?? 0))
        {
            return false;
        }

        for (var i = 0; i < (left?.Count ?? 0); i++)
        {
            if (!Same(left![i], right![i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two maps of text are equal; absent equals empty.</summary>
    public static bool Same(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right)
    {
        if ((left?.Count ?? 0) != (right?.Count ?? 0))
        {
            return false;
        }

        foreach (var (key, value) in left ?? new Dictionary<string, string>())
        {
            if (!right!.TryGetValue(key, out var other) || !string.Equals(value, other, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
