using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>
/// What stands in <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c> only adds rules: it defines no type, default or extension, and names only fields
/// that are defined outside.
/// </summary>
internal static class JunctorRules
{
    /// <summary>Checks the alternatives of a schema.</summary>
    public static void Check(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        var intOrString = schema.XKubernetesIntOrString == true;
        All(schema.AllOf, "allOf", intOrString, schema, errors, path);
        All(schema.AnyOf, "anyOf", intOrString, schema, errors, path);
        All(schema.OneOf, "oneOf", false, schema, errors, path);
        if (schema.Not is not null)
        {
            Nested(schema.Not, schema, false, errors, path.Child("not"), path);
        }
    }

    private static void All(List<JSONSchemaProps>? schemas, string name, bool allowTypes, JSONSchemaProps outside, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (schemas?.Count ?? 0); i++)
        {
            Nested(schemas![i], outside, allowTypes, errors, path.Child(name).Index(i), path);
        }
    }

    /// <summary>An integer or a string may be spelled out as alternatives of types, as generators do.</summary>
    private static void Nested(JSONSchemaProps schema, JSONSchemaProps? outside, bool allowTypes, FieldErrors errors, FieldPath path, FieldPath outsidePath)
    {
        Forbid(!string.IsNullOrEmpty(schema.Title), "title", "must be empty to be structural");
        Forbid(!string.IsNullOrEmpty(schema.Description), "description", "must be empty to be structural");
        Forbid(!schema.Default.IsEmpty, "default", "must be undefined to be structural");
        Forbid(schema.AdditionalProperties is not null, "additionalProperties", "must be undefined to be structural");
        Forbid(!allowTypes && !string.IsNullOrEmpty(schema.Type), "type", "must be empty to be structural");
        Forbid(schema.Nullable == true, "nullable", "must be false to be structural");
        Forbid(schema.XKubernetesPreserveUnknownFields == true, "x-kubernetes-preserve-unknown-fields", "must be false to be structural");
        Forbid(schema.XKubernetesEmbeddedResource == true, "x-kubernetes-embedded-resource", "must be false to be structural");
        Forbid(schema.XKubernetesIntOrString == true, "x-kubernetes-int-or-string", "must be false to be structural");
        Forbid(schema.XKubernetesListMapKeys is { Count: > 0 }, "x-kubernetes-list-map-keys", "must be empty to be structural");
        Forbid(schema.XKubernetesListType is not null, "x-kubernetes-list-type", "must be undefined to be structural");
        Forbid(schema.XKubernetesMapType is not null, "x-kubernetes-map-type", "must be undefined to be structural");

        foreach (var (name, property) in (schema.Properties ?? []).OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            var at = path.Child("properties").Key(name);
            var there = outsidePath.Child("properties").Key(name);
            var defined = outside?.Properties?.GetValueOrDefault(name);
            if (outside is not null && defined is null)
            {
                errors.Required(there, $"because it is defined in {at}");
            }

            Nested(property, defined, false, errors, at, there);
        }

        if (schema.Items?.Schema is { } item)
        {
            if (outside is not null && outside.Items is null)
            {
                errors.Required(outsidePath.Child("items"), $"because it is defined in {path.Child("items")}");
            }

            Nested(item, outside?.Items?.Schema, false, errors, path.Child("items"), outsidePath.Child("items"));
        }

        Deeper(schema.AllOf, "allOf");
        Deeper(schema.AnyOf, "anyOf");
        Deeper(schema.OneOf, "oneOf");
        if (schema.Not is not null)
        {
            Nested(schema.Not, outside, allowTypes, errors, path.Child("not"), outsidePath);
        }

        void Forbid(bool present, string name, string problem)
        {
            if (present)
            {
                errors.Forbidden(path.Child(name), problem);
            }
        }

        void Deeper(List<JSONSchemaProps>? schemas, string name)
        {
            for (var i = 0; i < (schemas?.Count ?? 0); i++)
            {
                Nested(schemas![i], outside, allowTypes, errors, path.Child(name).Index(i), outsidePath);
            }
        }
    }
}
