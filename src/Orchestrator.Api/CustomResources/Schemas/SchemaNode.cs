using System.Text.Json.Nodes;

namespace Orchestrator.Api.CustomResources.Schemas;

/// <summary>
/// One value's place in a custom resource's structural schema, made for use: pruning, defaulting and validation walk these and the object side by side.
/// Immutable once compiled.
/// </summary>
internal sealed class SchemaNode
{
    /// <summary>The type: <c>object</c>, <c>array</c>, <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>; empty for any.</summary>
    public string Type { get; init; } = "";

    /// <summary>Whether null is a value.</summary>
    public bool Nullable { get; init; }

    /// <summary>The format, where it is one that is known; else empty.</summary>
    public string Format { get; init; } = "";

    /// <summary>The named fields, sorted.</summary>
    public SortedList<string, SchemaNode> Properties { get; init; } = [];

    /// <summary>What fields without a name of their own are, or null.</summary>
    public SchemaNode? Additional { get; init; }

    /// <summary>Whether fields without a name of their own are allowed at all (<c>additionalProperties</c>).</summary>
    public bool AllowsAdditional { get; init; }

    /// <summary>What a list's items are, or null.</summary>
    public SchemaNode? Items { get; init; }

    /// <summary>The default, or null; copied before use.</summary>
    public JsonNode? Default { get; init; }

    /// <summary><c>x-kubernetes-preserve-unknown-fields</c>.</summary>
    public bool PreservesUnknown { get; init; }

    /// <summary><c>x-kubernetes-embedded-resource</c>.</summary>
    public bool IsEmbeddedResource { get; init; }

    /// <summary><c>x-kubernetes-int-or-string</c>.</summary>
    public bool IsIntOrString { get; init; }

    /// <summary><c>x-kubernetes-list-type</c>; empty means atomic.</summary>
    public string ListType { get; init; } = "";

    /// <summary><c>x-kubernetes-list-map-keys</c>.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary><c>x-kubernetes-map-type</c>; empty means granular.</summary>
    public string MapType { get; init; } = "";

    /// <summary>What the value must fulfil, or null when nothing.</summary>
    public ValueRules? Rules { get; init; }

    /// <summary>Whether a default stands here or below.</summary>
    public bool HasDefaults { get; init; }

    /// <summary>Whether a list that is a set or a map stands here or below.</summary>
    public bool HasListTypes { get; init; }

    /// <summary>Whether an embedded resource stands here or below.</summary>
    public bool HasEmbedded { get; init; }

    /// <summary>The schema of a field, or null when there is none for it.</summary>
    public SchemaNode? Field(string name) => Properties.TryGetValue(name, out var field) ? field : Additional;
}
