using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.JsonPaths;

/// <summary>One step of a path: from a value to what follows.</summary>
internal abstract record JsonPathStep
{
    public abstract IEnumerable<JsonNode?> From(JsonNode? value);
}

/// <summary><c>.name</c>.</summary>
internal sealed record FieldStep(string Name) : JsonPathStep
{
    public override IEnumerable<JsonNode?> From(JsonNode? value) =>
        value is JsonObject fields && fields.TryGetPropertyValue(Name, out var field) ? [field] : [];
}

/// <summary><c>*</c>.</summary>
internal sealed record EachStep : JsonPathStep
{
    public override IEnumerable<JsonNode?> From(JsonNode? value) => value switch
    {
        JsonArray items => items,
        JsonObject fields => fields.Select(field => field.Value),
        _ => [],
    };
}

/// <summary><c>..</c>: the value and everything below it.</summary>
internal sealed record DescendStep : JsonPathStep
{
    private static readonly EachStep Each = new();

    public override IEnumerable<JsonNode?> From(JsonNode? value) => Each.From(value).SelectMany(From).Prepend(value);
}

/// <summary><c>[start:end:step]</c>, or one index; negative ones count from the end.</summary>
internal sealed record RangeStep(int? Start, int? End, int Step) : JsonPathStep
{
    public override IEnumerable<JsonNode?> From(JsonNode? value)
    {
        if (value is not JsonArray items)
        {
            yield break;
        }

        var start = Start ?? 0;
        var end = End ?? items.Count;
        start = Math.Max(0, start < 0 ? start + items.Count : start);
        end = Math.Min(items.Count, end < 0 || (end == 0 && Start < 0) ? end + items.Count : end);
        for (var i = start; i < end; i += Step)
        {
            yield return items[i];
        }
    }
}

/// <summary><c>[?(@.path OP value)]</c>: the items that fulfil it; without an operator those that have the path.</summary>
internal sealed record FilterStep(JsonPath Left, string Operator, JsonPath? RightPath, JsonNode? RightValue) : JsonPathStep
{
    private static readonly EachStep Each = new();

    public override IEnumerable<JsonNode?> From(JsonNode? value) => value is JsonArray ? Each.From(value).Where(Holds) : [];

    private bool Holds(JsonNode? item)
    {
        var left = Left.Find(item).ToList();
        if (Operator.Length == 0)
        {
            return left.Count > 0;
        }

        var right = RightPath is null ? [RightValue] : RightPath.Find(item).ToList();
        return left.Count > 0 && right.Count > 0 && Compare(left[0], right[0]);
    }

    private bool Compare(JsonNode? left, JsonNode? right)
    {
        if (Operator is "==" or "!=")
        {
            return JsonNode.DeepEquals(left, right) == (Operator == "==");
        }

        if (left is null || right is null || left.GetValueKind() != right.GetValueKind())
        {
            return false;
        }

        var order = left.GetValueKind() switch
        {
            JsonValueKind.Number => Number(left).CompareTo(Number(right)),
            JsonValueKind.String => string.CompareOrdinal(left.GetValue<string>(), right.GetValue<string>()),
            _ => 0,
        };
        return Operator switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
