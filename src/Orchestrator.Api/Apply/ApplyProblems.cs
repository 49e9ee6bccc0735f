using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>What is wrong with an applied configuration by its kind's schema, in a real server's words (structured-merge-diff's <c>validate</c>).</summary>
public sealed class ApplyProblems
{
    private readonly List<string> _problems = [];

    /// <summary>Checks a configuration.</summary>
    /// <returns>The message; null when nothing is wrong.</returns>
    public static string? Find(JsonObject configuration, TypeSchema schema)
    {
        var problems = new ApplyProblems();
        problems.Check(configuration, new MergeRule(schema.AsValue(), null), "");
        return problems._problems switch
        {
            [] => null,
            [var one] => one,
            var several => "errors:\n  " + string.Join("\n  ", several),
        };
    }

    private void Check(JsonNode? value, MergeRule rule, string path)
    {
        if (value is null || rule.IsDeduced)
        {
            return;
        }

        switch (rule.Value!.Kind)
        {
            case SchemaKind.Object or SchemaKind.Map when value is JsonObject map:
                CheckFields(map, rule, path);
                break;
            case SchemaKind.Array when value is JsonArray list:
                CheckItems(list, rule, path);
                break;
            case SchemaKind.Object or SchemaKind.Map:
                Add(path, $"expected map, got &{{{GoValue.Text(value)}}}");
                break;
            case SchemaKind.Array:
                Add(path, $"expected list, got &{{{GoValue.Text(value)}}}");
                break;
            default:
                CheckScalar(value, rule.Value.Kind, path);
                break;
        }
    }

    private void CheckFields(JsonObject map, MergeRule rule, string path)
    {
        foreach (var (name, value) in map)
        {
            var below = $"{path}.{name}";
            if (rule.Type is { } type && type.Find(name) is null && !rule.AllowsAnyField)
            {
                Add(below, "field not declared in schema");
                return;
            }

            Check(value, rule.Child(name), below);
        }
    }

    private void CheckItems(JsonArray list, MergeRule rule, string path)
    {
        var isKeyed = rule.ShapeOf(isObject: false, isArray: true) != MergeShape.Leaf;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var step = $"[{i}]";
            if (isKeyed)
            {
                if (ListItems.TryElement(list[i], rule, out var error) is not { } element)
                {
                    Add(path, $"element {i}: {error}");
                    return;
                }

                step = PathElements.ToText(element);
                if (!seen.Add(element))
                {
                    Add(path, $"duplicate entries for key {step}");
                }
            }

            Check(list[i], rule.Items, path + step);
        }
    }

    private void CheckScalar(JsonNode value, SchemaKind kind, string path)
    {
        var found = value.GetValueKind();
        var isScalar = found is not (JsonValueKind.Object or JsonValueKind.Array);
        switch (kind)
        {
            case SchemaKind.String or SchemaKind.Bytes or SchemaKind.Duration when found != JsonValueKind.String:
                Add(path, $"expected string, got &value.valueUnstructured{{Value:{GoValue.Syntax(value)}}}");
                break;
            case SchemaKind.Boolean when found is not (JsonValueKind.True or JsonValueKind.False):
                Add(path, $"expected boolean, got &{{{GoValue.Text(value)}}}");
                break;
            case SchemaKind.Int32 or SchemaKind.Int64 or SchemaKind.Double when found != JsonValueKind.Number:
                Add(path, $"expected numeric (int or float), got {GoValue.TypeName(value)}");
                break;
            case SchemaKind.Quantity or SchemaKind.IntOrString or SchemaKind.Time or SchemaKind.MicroTime when !isScalar:
                Add(path, $"expected any scalar, got &{{{GoValue.Text(value)}}}");
                break;
        }
    }

    private void Add(string path, string problem) => _problems.Add(path.Length == 0 ? problem : $"{path}: {problem}");
}
