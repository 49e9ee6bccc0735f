using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>What a schema may say at all, and that it is structural: every value has a type, and alternatives only add rules to it.</summary>
internal static class SchemaRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    /// <summary>Checks the schema of a version.</summary>
    public static void CheckRoot(JSONSchemaProps root, bool hasStatus, FieldErrors errors, FieldPath path)
    {
        if (hasStatus && ForbiddenAtRoot(root))
        {
            errors.Invalid(
                path,
                System.Text.Json.Nodes.JsonNode.Parse(Json.JsonModel.ToBytes(root)),
                "only [Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations] fields are allowed at the root of the schema if the status subresource is enabled");
        }

        if (root.Nullable == true)
        {
            errors.Forbidden(path.Child("nullable"), "nullable cannot be true at the root");
        }

        var before = errors.Count;
        Walk(root, errors, path);
        StructuralRules.CheckRoot(root, errors, path);
        if (errors.Count == before)
        {
            DefaultRules.Check(root, SchemaCompiler.Compile(root), errors, path);
        }
    }

    private static bool ForbiddenAtRoot(JSONSchemaProps s) =>
        s.Enum is { Count: > 0 } || s.AllOf is { Count: > 0 } || s.AnyOf is { Count: > 0 } || s.OneOf is { Count: > 0 } || s.Not is not null
        || s.AdditionalProperties is not null || s.MaxProperties is not null || s.MinProperties is not null || !s.Default.IsEmpty;

    private static void Walk(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        CheckOne(schema, errors, path);
        ListRules.Check(schema, errors, path);
        foreach (var (name, property) in (schema.Properties ?? []).OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            Walk(property, errors, path.Child("properties").Key(name));
        }

        if (schema.AdditionalProperties?.Schema is { } additional)
        {
            Walk(additional, errors, path.Child("additionalProperties"));
        }

        if (schema.Items?.Schema is { } items)
        {
            Walk(items, errors, path.Child("items"));
        }

        All(schema.AllOf, "allOf", errors, path);
        All(schema.AnyOf, "anyOf", errors, path);
        All(schema.OneOf, "oneOf", errors, path);
        if (schema.Not is not null)
        {
            Walk(schema.Not, errors, path.Child("not"));
        }
    }

    private static void All(List<JSONSchemaProps>? schemas, string name, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (schemas?.Count ?? 0); i++)
        {
            Walk(schemas![i], errors, path.Child(name).Index(i));
        }
    }

    private static void CheckOne(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        if (schema.UniqueItems == true)
        {
            errors.Forbidden(path.Child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema.AdditionalProperties is { } additional)
        {
            if (schema.Properties is { Count: > 0 })
            {
                errors.Forbidden(path.Child("additionalProperties"), "additionalProperties and properties are mutual exclusive");
            }
            else if (additional is { Allows: false, Schema: null })
            {
                errors.Forbidden(path.Child("additionalProperties"), "additionalProperties cannot be set to false");
            }
        }

        if (schema.Type == "null")
        {
            errors.Forbidden(path.Child("type"), "type cannot be set to null, use nullable as an alternative");
        }
        else if (!string.IsNullOrEmpty(schema.Type) && !Types.Contains(schema.Type))
        {
            errors.NotSupported(path.Child("type"), schema.Type, Types);
        }

        Unsupported(!string.IsNullOrEmpty(schema.Id), "id");
        Unsupported(schema.AdditionalItems is not null, "additionalItems");
        Unsupported(schema.PatternProperties is { Count: > 0 }, "patternProperties");
        Unsupported(schema.Definitions is { Count: > 0 }, "definitions");
        Unsupported(schema.Dependencies is { Count: > 0 }, "dependencies");
        Unsupported(schema.Ref is not null, "$ref");
        if (schema.Items?.JSONSchemas is { Count: > 0 })
        {
            errors.Forbidden(path.Child("items"), "items must be a schema object and not an array");
        }

        if (!string.IsNullOrEmpty(schema.Pattern) && GoPattern.TryMake(schema.Pattern, out var problem) is null)
        {
            errors.Invalid(path.Child("pattern"), schema.Pattern, problem);
        }

        if (schema.XKubernetesPreserveUnknownFields == false)
        {
            errors.Invalid(path.Child("x-kubernetes-preserve-unknown-fields"), false, "must be true or undefined");
        }

        for (var i = 0; i < (schema.XKubernetesValidations?.Count ?? 0); i++)
        {
            if (string.IsNullOrWhiteSpace(schema.XKubernetesValidations![i].Rule))
            {
                errors.Required(path.Child("x-kubernetes-validations").Index(i).Child("rule"), "rule is not specified");
            }
        }

        void Unsupported(bool used, string name)
        {
            if (used)
            {
                errors.Forbidden(path.Child(name), $"{name} is not supported");
            }
        }
    }
}
