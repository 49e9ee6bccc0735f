using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>That a schema is structural (a real server's <c>ValidateStructural</c>).</summary>
internal static class StructuralRules
{
    /// <summary>Checks the schema of a version.</summary>
    public static void CheckRoot(JSONSchemaProps root, FieldErrors errors, FieldPath path)
    {
        Check(root, "at the root", errors, path);
        if (!string.IsNullOrEmpty(root.Type) && root.Type != "object")
        {
            errors.Invalid(path.Child("type"), root.Type, "must be object at the root");
        }
    }

    private static void Check(JSONSchemaProps schema, string place, FieldErrors errors, FieldPath path)
    {
        var isRoot = place == "at the root";
        CheckType(schema, place, errors, path);
        CheckExtensions(schema, errors, path);
        if (schema.Type == "array" && schema.Items is null)
        {
            errors.Required(path.Child("items"), "must be specified");
        }

        if (isRoot && schema.AdditionalProperties is not null)
        {
            errors.Forbidden(path.Child("additionalProperties"), "must not be used at the root");
        }

        if (isRoot || schema.XKubernetesEmbeddedResource == true)
        {
            CheckMeta(schema, errors, path.Child("properties"));
        }

        foreach (var (name, property) in (schema.Properties ?? []).OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            Check(property, "for specified object fields", errors, path.Child("properties").Key(name));
        }

        if (schema.AdditionalProperties?.Schema is { } additional)
        {
            Check(additional, "for specified object fields", errors, path.Child("additionalProperties"));
        }

        if (schema.Items?.Schema is { } item)
        {
            Check(item, "for specified array items", errors, path.Child("items"));
        }

        JunctorRules.Check(schema, errors, path);
    }

    private static void CheckType(JSONSchemaProps schema, string place, FieldErrors errors, FieldPath path)
    {
        var type = path.Child("type");
        if (schema.XKubernetesEmbeddedResource == true && schema.Type != "object")
        {
            const string Problem = "must be object if x-kubernetes-embedded-resource is true";
            if (string.IsNullOrEmpty(schema.Type))
            {
                errors.Required(type, Problem);
            }
            else
            {
                errors.Invalid(type, schema.Type, Problem);
            }
        }
        else if (string.IsNullOrEmpty(schema.Type) && schema.XKubernetesIntOrString != true && schema.XKubernetesPreserveUnknownFields != true)
        {
            errors.Required(type, $"must not be empty {place}");
        }
    }

    private static void CheckExtensions(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        if (schema.XKubernetesIntOrString == true)
        {
            if (!string.IsNullOrEmpty(schema.Type))
            {
                errors.Invalid(path.Child("type"), schema.Type, "must be empty if x-kubernetes-int-or-string is true");
            }

            if (schema.XKubernetesEmbeddedResource == true)
            {
                errors.Forbidden(path.Child("x-kubernetes-embedded-resource"), "must be false if x-kubernetes-int-or-string is true");
            }
        }

        if (schema.XKubernetesEmbeddedResource != true)
        {
            return;
        }

        if (schema.AdditionalProperties is not null)
        {
            errors.Forbidden(path.Child("additionalProperties"), "must not be used if x-kubernetes-embedded-resource is set");
        }

        if (schema.XKubernetesPreserveUnknownFields != true && schema.Properties is not { Count: > 0 })
        {
            errors.Required(path.Child("properties"), "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }
    }

    private static void CheckMeta(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        foreach (var name in (ReadOnlySpan<string>)["kind", "apiVersion"])
        {
            if (schema.Properties?.GetValueOrDefault(name) is { Type: not "string" } field)
            {
                errors.Invalid(path.Key(name).Child("type"), field.Type ?? "", "must be string");
            }
        }

        if (schema.Properties?.GetValueOrDefault("metadata") is not { } metadata)
        {
            return;
        }

        if (metadata.Type != "object")
        {
            errors.Invalid(path.Key("metadata").Child("type"), metadata.Type ?? "", "must be object");
        }

        if (metadata.Properties?.Keys.Any(name => name is not ("name" or "generateName")) == true)
        {
            errors.Forbidden(path.Key("metadata"), "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
    }
}
