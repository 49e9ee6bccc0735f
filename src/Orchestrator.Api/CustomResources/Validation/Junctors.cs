using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>
/// <c>anyOf</c>, <c>oneOf</c>, <c>allOf</c> and <c>not</c>. When no alternative fits, what is wrong with the nearest one is told as well.
/// </summary>
internal static class Junctors
{
    /// <summary>Checks a value against the alternatives.</summary>
    public static void Check(JsonNode value, ValueRules rules, string path, OldValue old, SchemaErrors errors)
    {
        CheckAnyOf(value, rules.AnyOf, path, old, errors);
        CheckOneOf(value, rules.OneOf, path, old, errors);
        CheckAllOf(value, rules.AllOf, path, old, errors);
        if (rules.Not is { } not && Try(value, not, path, old).IsValid)
        {
            errors.Junctor(path, "must not validate the schema (not)");
        }
    }

    private static void CheckAnyOf(JsonNode value, IReadOnlyList<SchemaNode> schemas, string path, OldValue old, SchemaErrors errors)
    {
        SchemaErrors? nearest = null;
        foreach (var schema in schemas)
        {
            var result = Try(value, schema, path, old);
            if (result.IsValid)
            {
                return;
            }

            nearest = Nearer(nearest, result);
        }

        if (nearest is not null)
        {
            errors.Junctor(path, "must validate at least one schema (anyOf)");
            errors.Merge(nearest);
        }
    }

    private static void CheckOneOf(JsonNode value, IReadOnlyList<SchemaNode> schemas, string path, OldValue old, SchemaErrors errors)
    {
        if (schemas.Count == 0)
        {
            return;
        }

        var valid = 0;
        SchemaErrors? nearest = null;
        foreach (var schema in schemas)
        {
            var result = Try(value, schema, path, old);
            if (result.IsValid)
            {
                valid++;
            }
            else
            {
                nearest = Nearer(nearest, result);
            }
        }

        if (valid == 0)
        {
            errors.Junctor(path, "must validate one and only one schema (oneOf). Found none valid");
            errors.Merge(nearest!);
        }
        else if (valid > 1)
        {
            errors.Junctor(path, $"must validate one and only one schema (oneOf). Found {valid} valid alternatives");
        }
    }

    private static void CheckAllOf(JsonNode value, IReadOnlyList<SchemaNode> schemas, string path, OldValue old, SchemaErrors errors)
    {
        var valid = 0;
        foreach (var schema in schemas)
        {
            var result = Try(value, schema, path, old);
            valid += result.IsValid ? 1 : 0;
            errors.Merge(result);
        }

        if (valid != schemas.Count)
        {
            errors.Junctor(path, "must validate all the schemas (allOf)" + (valid == 0 ? ". None validated" : ""));
        }
    }

    private static SchemaErrors Try(JsonNode value, SchemaNode schema, string path, OldValue old)
    {
        var errors = new SchemaErrors();
        SchemaValidator.Validate(value, schema, path, old, errors);
        return errors;
    }

    private static SchemaErrors Nearer(SchemaErrors? best, SchemaErrors other) => best is null || other.Matches > best.Matches ? other : best;
}
