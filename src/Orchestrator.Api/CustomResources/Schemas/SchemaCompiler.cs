using Orchestrator.Api.CustomResources.Validation;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.CustomResources.Schemas;

/// <summary>Makes a schema as it is written in a definition into one that is quick to use.</summary>
internal static class SchemaCompiler
{
    private static readonly SortedList<string, SchemaNode> NoProperties = [];

    /// <summary>Compiles a schema with everything below it.</summary>
    public static SchemaNode Compile(JSONSchemaProps schema)
    {
        var properties = Properties(schema);
        var additional = schema.AdditionalProperties?.Schema is { } given ? Compile(given) : null;
        var items = schema.Items?.Schema is { } item ? Compile(item) : null;
        var children = properties.Values.Append(additional).Append(items).OfType<SchemaNode>().ToList();
        return new SchemaNode
        {
            Type = schema.Type ?? "",
            Nullable = schema.Nullable == true,
            Format = ValueFormats.IsKnown(schema.Format) ? schema.Format! : "",
            Properties = properties,
            Additional = additional,
            AllowsAdditional = schema.AdditionalProperties?.Allows == true,
            Items = items,
            Default = schema.Default.ToNode(),
            PreservesUnknown = schema.XKubernetesPreserveUnknownFields == true,
            IsEmbeddedResource = schema.XKubernetesEmbeddedResource == true,
            IsIntOrString = schema.XKubernetesIntOrString == true,
            ListType = schema.XKubernetesListType ?? "",
            ListMapKeys = schema.XKubernetesListMapKeys ?? [],
            MapType = schema.XKubernetesMapType ?? "",
            Rules = RulesOf(schema),
            HasDefaults = !schema.Default.IsEmpty || children.Exists(child => child.HasDefaults),
            HasListTypes = schema.XKubernetesListType is "set" or "map" || children.Exists(child => child.HasListTypes),
            HasEmbedded = schema.XKubernetesEmbeddedResource == true || children.Exists(child => child.HasEmbedded),
        };
    }

    private static SortedList<string, SchemaNode> Properties(JSONSchemaProps schema)
    {
        if (schema.Properties is not { Count: > 0 } given)
        {
            return NoProperties;
        }

        var properties = new SortedList<string, SchemaNode>(given.Count, StringComparer.Ordinal);
        foreach (var (name, property) in given)
        {
            properties.Add(name, Compile(property));
        }

        return properties;
    }

    private static ValueRules? RulesOf(JSONSchemaProps schema) => HasRules(schema)
        ? new ValueRules
        {
            Maximum = schema.Maximum,
            ExclusiveMaximum = schema.ExclusiveMaximum == true,
            Minimum = schema.Minimum,
            ExclusiveMinimum = schema.ExclusiveMinimum == true,
            MultipleOf = schema.MultipleOf,
            MaxLength = schema.MaxLength,
            MinLength = schema.MinLength,
            Pattern = string.IsNullOrEmpty(schema.Pattern) ? null : schema.Pattern,
            Expression = string.IsNullOrEmpty(schema.Pattern) ? null : GoPattern.Lazy(schema.Pattern),
            MaxItems = schema.MaxItems,
            MinItems = schema.MinItems,
            UniqueItems = schema.UniqueItems == true,
            MaxProperties = schema.MaxProperties,
            MinProperties = schema.MinProperties,
            Required = schema.Required ?? [],
            Enum = schema.Enum is { Count: > 0 } values ? [.. values.Select(value => value.ToNode())] : null,
            AllOf = All(schema.AllOf),
            AnyOf = All(schema.AnyOf),
            OneOf = All(schema.OneOf),
            Not = schema.Not is null ? null : Compile(schema.Not),
        }
        : null;

    private static bool HasRules(JSONSchemaProps s) =>
        s.Maximum is not null || s.Minimum is not null || s.MultipleOf is not null || s.MaxLength is not null || s.MinLength is not null
        || !string.IsNullOrEmpty(s.Pattern) || s.MaxItems is not null || s.MinItems is not null || s.UniqueItems == true
        || s.MaxProperties is not null || s.MinProperties is not null || s.Required is { Count: > 0 } || s.Enum is { Count: > 0 }
        || s.AllOf is { Count: > 0 } || s.AnyOf is { Count: > 0 } || s.OneOf is { Count: > 0 } || s.Not is not null;

    private static IReadOnlyList<SchemaNode> All(List<JSONSchemaProps>? schemas) => schemas is { Count: > 0 } ? [.. schemas.Select(Compile)] : [];
}
