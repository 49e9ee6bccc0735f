using System.Text.Json;

namespace Orchestrator.Api.Apply;

/// <summary>The order of JSON values among a list's keys: numbers, texts, booleans, then the rest; of objects, field by field.</summary>
internal static class JsonOrder
{
    /// <summary>Compares two values.</summary>
    public static int Compare(JsonElement left, JsonElement right)
    {
        if (Rank(left) != Rank(right))
        {
            return Rank(left).CompareTo(Rank(right));
        }

        return left.ValueKind switch
        {
            JsonValueKind.Number => CompareNumbers(left, right),
            JsonValueKind.String => string.CompareOrdinal(left.GetString(), right.GetString()),
            JsonValueKind.True or JsonValueKind.False => left.GetBoolean().CompareTo(right.GetBoolean()),
            JsonValueKind.Object => CompareFields(left, right),
            _ => 0,
        };
    }

    private static int Rank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => 0,
        JsonValueKind.String => 1,
        JsonValueKind.True or JsonValueKind.False => 2,
        JsonValueKind.Array => 3,
        JsonValueKind.Object => 4,
        _ => 5,
    };

    private static int CompareNumbers(JsonElement left, JsonElement right) =>
        left.TryGetInt64(out var a) && right.TryGetInt64(out var b) ? a.CompareTo(b) : left.GetDouble().CompareTo(right.GetDouble());

    private static int CompareFields(JsonElement left, JsonElement right)
    {
        using var a = left.EnumerateObject();
        using var b = right.EnumerateObject();
        while (true)
        {
            switch (a.MoveNext(), b.MoveNext())
            {
                case (false, false):
                    return 0;
                case (true, false):
                    return 1;
                case (false, true):
                    return -1;
            }

            var order = string.CompareOrdinal(a.Current.Name, b.Current.Name);
            order = order != 0 ? order : Compare(a.Current.Value, b.Current.Value);
            if (order != 0)
            {
                return order;
            }
        }
    }
}
