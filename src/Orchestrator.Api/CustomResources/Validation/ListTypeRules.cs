using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>Lists that are sets or maps hold nothing twice (a real server's <c>listtype</c> validation).</summary>
internal static class ListTypeRules
{
    /// <summary>Checks a value and everything below it.</summary>
    public static void Check(JsonNode? value, SchemaNode? schema, FieldPath? path, FieldErrors errors)
    {
        if (schema is not { HasListTypes: true })
        {
            return;
        }

        if (value is JsonArray items)
        {
            CheckList(items, schema, path, errors);
            for (var i = 0; i < items.Count; i++)
            {
                Check(items[i], schema.Items, path!.Index(i), errors);
            }
        }
        else if (value is JsonObject fields)
        {
            foreach (var (name, child) in fields)
            {
                if (schema.Properties.TryGetValue(name, out var property))
                {
                    Check(child, property, path?.Child(name) ?? FieldPath.Of(name), errors);
                }
                else if (schema.Additional is not null)
                {
                    Check(child, schema.Additional, path?.Key(name) ?? FieldPath.Of(name), errors);
                }
            }
        }
    }

    private static void CheckList(JsonArray items, SchemaNode schema, FieldPath? path, FieldErrors errors)
    {
        if (schema.ListType is not ("set" or "map"))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var identity = schema.ListType == "set" ? items[i] : Keys(items[i], schema.ListMapKeys);
            if (!seen.Add(GoText.Json(identity)))
            {
                errors.Duplicate(path!.Index(i), identity);
            }
        }
    }

    private static JsonObject Keys(JsonNode? item, IReadOnlyList<string> names)
    {
        var keys = new JsonObject();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (item is JsonObject fields && fields.TryGetPropertyValue(name, out var value))
            {
                keys[name] = value?.DeepClone();
            }
        }

        return keys;
    }
}
