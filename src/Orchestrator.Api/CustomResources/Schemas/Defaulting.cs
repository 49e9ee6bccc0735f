using System.Text.Json.Nodes;

namespace Orchestrator.Api.CustomResources.Schemas;

/// <summary>
/// Sets the defaults of a structural schema, in what is there: a default stands in for a field that is absent, or null where null is no value
/// (a real server's <c>structuraldefaulting</c>).
/// </summary>
internal static class Defaulting
{
    /// <summary>Drops nulls where the schema has no null and no default; a null item of a list stays, for validation to refuse.</summary>
    /// <returns>Whether anything changed.</returns>
    public static bool DropNulls(JsonNode? value, SchemaNode? schema)
    {
        if (schema is null)
        {
            return false;
        }

        var changed = false;
        if (value is JsonObject fields)
        {
            List<string>? leaving = null;
            foreach (var (name, child) in fields)
            {
                var of = schema.Field(name);
                if (child is not null)
                {
                    changed |= DropNulls(child, of);
                }
                else if (of is { Nullable: false, Default: null })
                {
                    (leaving ??= []).Add(name);
                }
            }

            foreach (var name in leaving ?? [])
            {
                changed |= fields.Remove(name);
            }
        }
        else if (value is JsonArray items && schema.Items is not null)
        {
            foreach (var item in items)
            {
                changed |= DropNulls(item, schema.Items);
            }
        }

        return changed;
    }

    /// <summary>Sets what is absent and has a default.</summary>
    /// <returns>Whether anything changed.</returns>
    public static bool Apply(JsonNode? value, SchemaNode? schema) => schema is { HasDefaults: true } && value switch
    {
        JsonObject fields => ApplyToObject(fields, schema),
        JsonArray items when schema.Items is { } item => ApplyToList(items, item),
        _ => false,
    };

    private static bool ApplyToObject(JsonObject fields, SchemaNode schema)
    {
        var changed = false;
        foreach (var (name, property) in schema.Properties)
        {
            if (property.Default is not null && (!fields.TryGetPropertyValue(name, out var present) || (present is null && !property.Nullable)))
            {
                fields[name] = property.Default.DeepClone();
                changed = true;
            }

            if (property.HasDefaults && fields.TryGetPropertyValue(name, out var child))
            {
                changed |= Apply(child, property);
            }
        }

        return schema.Additional is { HasDefaults: true } additional ? ApplyToRest(fields, schema, additional) | changed : changed;
    }

    private static bool ApplyToRest(JsonObject fields, SchemaNode schema, SchemaNode additional)
    {
        var changed = false;
        foreach (var name in fields.Select(field => field.Key).Where(name => !schema.Properties.ContainsKey(name)).ToList())
        {
            if (fields[name] is null && !additional.Nullable && additional.Default is not null)
            {
                fields[name] = additional.Default.DeepClone();
                changed = true;
            }

            changed |= Apply(fields[name], additional);
        }

        return changed;
    }

    private static bool ApplyToList(JsonArray items, SchemaNode item)
    {
        var changed = false;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null && !item.Nullable && item.Default is not null)
            {
                items[i] = item.Default.DeepClone();
                changed = true;
            }

            changed |= Apply(items[i], item);
        }

        return changed;
    }
}
