using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>Objects inside custom resources (<c>x-kubernetes-embedded-resource</c>) say what they are, and have the metadata of objects (<c>objectmeta</c>).</summary>
internal static class EmbeddedResources
{
    /// <summary>Reads the metadata of everything embedded as metadata, which drops what that does not have.</summary>
    /// <exception cref="JsonDecodeException">It cannot be read as metadata.</exception>
    public static void Coerce(JsonNode? value, SchemaNode? schema) => Walk(value, schema, null, static (embedded, path, _) =>
    {
        if (embedded["metadata"] is { } metadata)
        {
            embedded["metadata"] = metadata is JsonObject
                ? JsonNode.Parse(JsonModel.ToBytes(JsonModel.Read<ObjectMeta>(JsonTree.ToBytes(metadata))))
                : throw new JsonDecodeException($"{path?.Child("metadata")}: Invalid value: {FieldValue.Print(metadata)}: must be an object");
        }
    }, new FieldErrors());

    /// <summary>Checks everything embedded.</summary>
    public static void Check(JsonNode? value, SchemaNode? schema, FieldErrors errors) => Walk(value, schema, null, CheckOne, errors);

    private static void CheckOne(JsonObject embedded, FieldPath? path, FieldErrors errors)
    {
        CheckType(embedded, "apiVersion", path!, errors);
        CheckType(embedded, "kind", path!, errors);
        if (embedded["metadata"] is JsonObject metadata)
        {
            var meta = JsonModel.Read<ObjectMeta>(JsonTree.ToBytes(metadata));
            meta.Name = string.IsNullOrEmpty(meta.Name) ? "fakename" : meta.Name;
            meta.Namespace = string.IsNullOrEmpty(meta.Namespace) ? "fakenamespace" : meta.Namespace;
            MetadataRules.Validate(
                meta, true, static (name, prefix) => NameRules.Dns1123Subdomain(NameRules.WithoutPrefixEnd(name, prefix)), errors, path!.Child("metadata"));
        }
    }

    private static void CheckType(JsonObject embedded, string field, FieldPath path, FieldErrors errors)
    {
        if (embedded[field] is not { } given)
        {
            errors.Required(path.Child(field), "must not be empty");
        }
        else if (JsonKind.Text(given) is not { } text)
        {
            errors.Invalid(path.Child(field), given, "must be a string");
        }
        else if (text.Length == 0)
        {
            errors.Required(path.Child(field), "must not be empty");
        }
        else if (field == "apiVersion" && text.Count(c => c == '/') > 1)
        {
            errors.Invalid(path.Child(field), text, $"unexpected GroupVersion string: {text}");
        }
        else if (field == "kind" && NameRules.Dns1035Label(text.ToLowerInvariant()) is { Count: > 0 } problems)
        {
            errors.Invalid(path.Child(field), text, $"may have mixed case, but should otherwise match: {string.Join(",", problems)}");
        }
    }

    private static void Walk(JsonNode? value, SchemaNode? schema, FieldPath? path, Action<JsonObject, FieldPath?, FieldErrors> visit, FieldErrors errors)
    {
        if (schema is not { HasEmbedded: true })
        {
            return;
        }

        if (value is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Walk(items[i], schema.Items, path!.Index(i), visit, errors);
            }
        }
        else if (value is JsonObject fields)
        {
            if (schema.IsEmbeddedResource && path is not null)
            {
                visit(fields, path, errors);
            }

            foreach (var (name, child) in fields)
            {
                if (schema.Field(name) is { } field)
                {
                    Walk(child, field, path is null ? FieldPath.Of(name) : schema.Properties.ContainsKey(name) ? path.Child(name) : path.Key(name), visit, errors);
                }
            }
        }
    }
}
