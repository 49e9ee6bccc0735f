using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>
/// Checks a value against a structural schema, in the order in which a real server does: type, alternatives, strings, formats, numbers, lists, enums, fields.
/// What an update leaves as it was is not checked again, so that a schema may be tightened (<c>CRDValidationRatcheting</c>): a value is
/// compared with the one that stood in the same place, list items with the one of the same keys.
/// </summary>
internal static class SchemaValidator
{
    /// <summary>Checks a new object.</summary>
    public static SchemaErrors Validate(JsonNode? value, SchemaNode schema)
    {
        var errors = new SchemaErrors();
        Validate(value, schema, "", OldValue.None, errors);
        return errors;
    }

    /// <summary>Checks a changed object.</summary>
    public static SchemaErrors ValidateUpdate(JsonNode? value, JsonNode? old, SchemaNode schema)
    {
        var errors = new SchemaErrors();
        Validate(value, schema, "", new OldValue(old), errors);
        return errors;
    }

    internal static void Validate(JsonNode? value, SchemaNode schema, string path, OldValue old, SchemaErrors errors)
    {
        errors.Matches += 2;
        if (old.IsSame(value))
        {
            return;
        }

        CheckType(value, schema, path, errors);
        if (value is null)
        {
            ScalarRules.CheckEnum(value, schema.Rules, path, errors);
            return;
        }

        if (schema.Rules is { HasJunctors: true } rules)
        {
            Junctors.Check(value, rules, path, old, errors);
        }

        switch (value)
        {
            case JsonArray items:
                CheckItems(items, schema, path, old, errors);
                ScalarRules.CheckEnum(value, schema.Rules, path, errors);
                break;
            case JsonObject fields:
                ScalarRules.CheckEnum(value, schema.Rules, path, errors);
                CheckFields(fields, schema, path, old, errors);
                break;
            default:
                ScalarRules.Check(value, schema, path, errors);
                break;
        }
    }

    private static void CheckType(JsonNode? value, SchemaNode schema, string path, SchemaErrors errors)
    {
        var expected = schema.IsIntOrString ? "integer,string" : schema.Type;
        if (expected.Length == 0 || (value is null && schema.Nullable))
        {
            return;
        }

        var found = JsonKind.Of(value);
        if (found == expected
            || (schema.IsIntOrString && found is "integer" or "string")
            || (expected == "number" && found == "integer")
            || (found == "number" && (expected == "integer" || schema.IsIntOrString) && JsonKind.Number(value) is { } number && Math.Abs(number) < 1L << 53 && number == Math.Floor(number)))
        {
            return;
        }

        errors.TypeInvalid(path, expected, found);
    }

    private static void CheckItems(JsonArray items, SchemaNode schema, string path, OldValue old, SchemaErrors errors)
    {
        if (schema.Items is { } item)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Validate(items[i], item, $"{path}[{i}]", old.Item(items[i], schema), errors);
            }
        }

        if (schema.Rules is { } rules)
        {
            if (rules.MinItems is { } minimum && items.Count < minimum)
            {
                errors.Invalid(path, items.Count, $"should have at least {minimum} items");
            }

            if (rules.MaxItems is { } maximum && items.Count > maximum)
            {
                errors.TooMany(path, items.Count, maximum);
            }

            if (rules.UniqueItems && HasTwins(items))
            {
                errors.Invalid(path, items, "shouldn't contain duplicates");
            }
        }
    }

    private static void CheckFields(JsonObject fields, SchemaNode schema, string path, OldValue old, SchemaErrors errors)
    {
        var rules = schema.Rules;
        if (rules?.MinProperties is { } minimum && fields.Count < minimum)
        {
            errors.Invalid(path, fields.Count, $"should have at least {minimum} properties");
            return;
        }

        if (rules?.MaxProperties is { } maximum && fields.Count > maximum)
        {
            errors.TooMany(path, fields.Count, maximum);
            return;
        }

        if (schema.Additional is { } additional)
        {
            foreach (var (name, value) in fields)
            {
                if (!schema.Properties.ContainsKey(name))
                {
                    Validate(value, additional, Below(path, name), old.Field(name, schema), errors);
                }
            }
        }

        foreach (var (name, property) in schema.Properties)
        {
            if (fields.TryGetPropertyValue(name, out var value))
            {
                Validate(value, property, Below(path, name), old.Field(name, schema), errors);
            }
        }

        foreach (var name in rules?.Required ?? [])
        {
            if (!fields.ContainsKey(name))
            {
                errors.Required(Below(path, name));
            }
        }
    }

    private static bool HasTwins(JsonArray items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            for (var j = i + 1; j < items.Count; j++)
            {
                if (JsonNode.DeepEquals(items[i], items[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
