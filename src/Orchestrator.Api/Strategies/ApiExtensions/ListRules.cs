using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary><c>x-kubernetes-list-type</c>, <c>x-kubernetes-list-map-keys</c> and <c>x-kubernetes-map-type</c>.</summary>
internal static class ListRules
{
    private static readonly string[] ListTypes = ["atomic", "set", "map"];
    private static readonly string[] MapTypes = ["granular", "atomic"];

    /// <summary>Checks one schema.</summary>
    public static void Check(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        var list = schema.XKubernetesListType;
        if (list is not null && !ListTypes.Contains(list))
        {
            errors.NotSupported(path.Child("x-kubernetes-list-type"), list, ListTypes);
        }

        if (schema.XKubernetesMapType is { } map && !MapTypes.Contains(map))
        {
            errors.NotSupported(path.Child("x-kubernetes-map-type"), map, MapTypes);
        }

        NeedsType(schema, schema.XKubernetesMapType is not null, "object", "must be object if x-kubernetes-map-type is specified", errors, path);
        NeedsType(schema, list is not null, "array", "must be array if x-kubernetes-list-type is specified", errors, path);
        if (schema.XKubernetesListMapKeys is { Count: > 0 } && list != "map")
        {
            const string Problem = "must be map if x-kubernetes-list-map-keys is non-empty";
            if (list is null)
            {
                errors.Required(path.Child("x-kubernetes-list-type"), Problem);
            }
            else
            {
                errors.Invalid(path.Child("x-kubernetes-list-type"), list, Problem);
            }
        }

        if (list == "map")
        {
            CheckMap(schema, errors, path);
        }
        else if (list == "set")
        {
            CheckSet(schema, errors, path.Child("items"));
        }
    }

    private static void NeedsType(JSONSchemaProps schema, bool applies, string type, string problem, FieldErrors errors, FieldPath path)
    {
        if (!applies || schema.Type == type)
        {
            return;
        }

        if (string.IsNullOrEmpty(schema.Type))
        {
            errors.Required(path.Child("type"), problem);
        }
        else
        {
            errors.Invalid(path.Child("type"), schema.Type, problem);
        }
    }

    private static void CheckMap(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        var keys = schema.XKubernetesListMapKeys ?? [];
        if (keys.Count == 0)
        {
            errors.Required(path.Child("x-kubernetes-list-map-keys"), "must not be empty if x-kubernetes-list-type is map");
        }

        if (schema.Items is null)
        {
            errors.Required(path.Child("items"), "must have a schema if x-kubernetes-list-type is map");
            return;
        }

        if (schema.Items.Schema is not { } item)
        {
            return;
        }

        if (item.Type != "object")
        {
            errors.Invalid(path.Child("items", "type"), item.Type ?? "", "must be object if parent array's x-kubernetes-list-type is map");
        }

        if (item.Nullable == true)
        {
            errors.Forbidden(path.Child("items", "nullable"), "cannot be nullable when x-kubernetes-list-type is map");
        }

        foreach (var key in keys)
        {
            CheckKey(schema, item, key, errors, path);
        }

        if (keys.Distinct(StringComparer.Ordinal).Count() != keys.Count)
        {
            errors.Invalid(path.Child("x-kubernetes-list-map-keys"), keys, "must not contain duplicate entries");
        }
    }

    private static void CheckKey(JSONSchemaProps schema, JSONSchemaProps item, string key, FieldErrors errors, FieldPath path)
    {
        if (item.Properties?.GetValueOrDefault(key) is not { } property)
        {
            errors.Invalid(path.Child("x-kubernetes-list-map-keys"), schema.XKubernetesListMapKeys, "entries must all be names of item properties");
            return;
        }

        var at = path.Child("items", "properties").Key(key);
        if (property.Type is "array" or "object")
        {
            errors.Invalid(at.Child("type"), property.Type, "must be a scalar type if parent array's x-kubernetes-list-type is map");
        }

        if (property.Nullable == true)
        {
            errors.Forbidden(at.Child("nullable"), "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
        }

        if (property.Default.IsEmpty && item.Required?.Contains(key) != true)
        {
            errors.Required(at.Child("default"), "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }

    private static void CheckSet(JSONSchemaProps schema, FieldErrors errors, FieldPath path)
    {
        if (schema.Items?.Schema is not { } item)
        {
            return;
        }

        if (item.Nullable == true)
        {
            errors.Forbidden(path.Child("nullable"), "cannot be nullable when x-kubernetes-list-type is set");
        }

        const string Problem = "must be atomic as item of a list with x-kubernetes-list-type=set";
        if (item.Type == "array" && item.XKubernetesListType is not (null or "atomic"))
        {
            errors.Invalid(path.Child("x-kubernetes-list-type"), item.XKubernetesListType, Problem);
        }
        else if (item.Type == "object" && item.XKubernetesMapType is null)
        {
            errors.Required(path.Child("x-kubernetes-map-type"), Problem);
        }
        else if (item.Type == "object" && item.XKubernetesMapType != "atomic")
        {
            errors.Invalid(path.Child("x-kubernetes-map-type"), item.XKubernetesMapType, Problem);
        }
    }
}
