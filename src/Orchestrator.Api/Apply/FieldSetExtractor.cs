using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>The fields that a document sets (structured-merge-diff's <c>ToFieldSet</c>): its leaves, the items of its lists, and the entries of its maps.</summary>
public static class FieldSetExtractor
{
    /// <summary>The fields of a document of a kind.</summary>
    public static FieldSet Of(JsonObject document, TypeSchema schema) => Below(document, new MergeRule(schema.AsValue(), null));

    /// <summary>The set below a value; whether the path to the value itself is in the set is the caller's to say.</summary>
    private static FieldSet Below(JsonNode? value, MergeRule rule)
    {
        var builder = FieldSetBuilder.Rent();
        switch (value)
        {
            case JsonObject map:
                foreach (var (name, child) in map)
                {
                    var field = rule.FieldOf(name);
                    var childRule = field is null ? rule.Undeclared : new MergeRule(field.Value, field);
                    var isMember = field is null || IsWhole(child, childRule) || child is JsonObject { Count: 0 };
                    builder.Add(new FieldSetEntry(PathElements.Field(name), isMember, IsWhole(child, childRule) ? FieldSet.Empty : Below(child, childRule)));
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    if (ListItems.TryElement(item, rule, out _) is { } element)
                    {
                        builder.Add(new FieldSetEntry(element, true, IsWhole(item, rule.Items) ? FieldSet.Empty : Below(item, rule.Items)));
                    }
                }

                break;
        }

        return builder.Build();
    }

    // null sets a field, whatever it would hold
    private static bool IsWhole(JsonNode? value, MergeRule rule) =>
        value is null || rule.ShapeOf(value is JsonObject, value is JsonArray) is MergeShape.Leaf;
}
