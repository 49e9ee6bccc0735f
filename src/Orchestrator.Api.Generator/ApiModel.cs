using Orchestrator.Api.Generator.Facts;

namespace Orchestrator.Api.Generator;

/// <summary>The facts with what the writers ask of them: which types are models, their fields as they stand in JSON, what kind of kind they are.</summary>
internal sealed class ApiModel(FactFile facts)
{
    /// <summary>Types that have a value type or a class written by hand.</summary>
    private static readonly HashSet<string> HandWritten = new(StringComparer.Ordinal)
    {
        "apiextensions.k8s.io/v1.JSON",
        "apiextensions.k8s.io/v1.JSONSchemaPropsOrArray",
        "apiextensions.k8s.io/v1.JSONSchemaPropsOrBool",
        "apiextensions.k8s.io/v1.JSONSchemaPropsOrStringArray",
        "meta/v1.Duration",
        "meta/v1.FieldsV1",
        "meta/v1.MicroTime",
        "meta/v1.Time",
        "meta/v1.Timestamp",
        "meta/v1.TypeMeta",
    };

    /// <summary>Kinds of the shared machinery that are served in a group of their own.</summary>
    private static readonly HashSet<string> MetaGroupKinds = new(StringComparer.Ordinal)
    {
        "meta/v1.PartialObjectMetadata", "meta/v1.PartialObjectMetadataList", "meta/v1.Table", "meta/v1.TableOptions",
    };

    /// <summary>The types to generate, by name.</summary>
    public IEnumerable<KeyValuePair<string, FactType>> Types => facts.Types.Where(type => !HandWritten.Contains(type.Key));

    /// <summary>The fields of a type as they stand in JSON, without apiVersion and kind.</summary>
    public IEnumerable<FactField> JsonFields(FactType type) =>
        type.Fields.Where(field => field.Json != "-" && field.Ref != "meta/v1.TypeMeta")
            .SelectMany(field => field.Inline ? JsonFields(facts.Types[field.Ref!]) : [field]);

    /// <summary>Whether the type says what it is (apiVersion and kind).</summary>
    public bool IsKind(FactType type) => type.Kind is not null;

    /// <summary>Whether the type is an API object.</summary>
    public bool IsObject(FactType type) => IsKind(type) && type.Fields.Any(field => field.Json == "metadata" && field.Ref == "meta/v1.ObjectMeta");

    /// <summary>The type of a list kind's items, or null.</summary>
    public string? ItemsOf(FactType type) =>
        IsKind(type) && type.Fields.Any(field => field.Json == "metadata" && field.Ref == "meta/v1.ListMeta")
            ? type.Fields.Find(field => field.Json == "items")?.Items?.Ref
            : null;

    /// <summary>The apiVersion of a kind.</summary>
    public string ApiVersion(string name, FactType type) =>
        MetaGroupKinds.Contains(name) ? "meta.k8s.io/v1"
        : type.Kind!.Group.Length == 0 ? type.Kind.Version : $"{type.Kind.Group}/{type.Kind.Version}";

    /// <summary>The apiVersion and kind of a type by name.</summary>
    public (string ApiVersion, string Kind) KindOf(string name) => (ApiVersion(name, facts.Types[name]), facts.Types[name].Kind!.Kind);
}
