using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.CustomResources.Validation;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>Defaults hold nothing that the schema drops, and pass its rules.</summary>
internal static class DefaultRules
{
    /// <summary>Checks the defaults of a schema and of everything below it.</summary>
    public static void Check(JSONSchemaProps schema, SchemaNode node, FieldErrors errors, FieldPath path)
    {
        if (node.Default is { } value)
        {
            CheckOne(value, node, errors, path.Child("default"));
        }

        foreach (var (name, property) in node.Properties)
        {
            if (name == "metadata" && !node.IsEmbeddedResource && property.HasDefaults && IsRoot(path))
            {
                errors.Forbidden(path.Child("properties").Key(name).Child("default"), "must not be set in top-level metadata");
                continue;
            }

            Check(schema.Properties![name], property, errors, path.Child("properties").Key(name));
        }

        if (node.Additional is { } additional)
        {
            Check(schema.AdditionalProperties!.Schema!, additional, errors, path.Child("additionalProperties"));
        }

        if (node.Items is { } item)
        {
            Check(schema.Items!.Schema!, item, errors, path.Child("items"));
        }
    }

    private static bool IsRoot(FieldPath path) => path.ToString().EndsWith(".openAPIV3Schema", StringComparison.Ordinal);

    private static void CheckOne(JsonNode value, SchemaNode node, FieldErrors errors, FieldPath path)
    {
        // in an object around it, so that scalars are pruned and checked like fields
        var around = new SchemaNode { Type = "object", Properties = new() { ["default"] = node } };
        var pruned = new JsonObject { ["default"] = value.DeepClone() };
        Pruning.Prune(pruned, around, null);
        if (!JsonNode.DeepEquals(pruned["default"], value))
        {
            errors.Invalid(path, value, "must not have unknown fields");
            return;
        }

        Defaulting.Apply(pruned, around);
        foreach (var error in SchemaValidator.Validate(pruned["default"], node).All)
        {
            var at = error.Field is "" or "<nil>" ? path.ToString() : $"{path}.{error.Field}";
            errors.Add(error with { Field = at, Body = error.Body.Replace(":  in body", $": {path} in body", StringComparison.Ordinal) });
        }
    }
}
