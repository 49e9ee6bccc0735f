using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestrator.Api.CustomResources.Schemas;

/// <summary>What a schema demands of a value besides its type. A rule that is not there is null or empty.</summary>
internal sealed class ValueRules
{
    public double? Maximum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? Minimum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MaxLength { get; init; }

    public long? MinLength { get; init; }

    public string? Pattern { get; init; }

    /// <summary>The pattern, made at first use; null when it is no expression that this server can run.</summary>
    public Lazy<Regex?>? Expression { get; init; }

    public long? MaxItems { get; init; }

    public long? MinItems { get; init; }

    public bool UniqueItems { get; init; }

    public long? MaxProperties { get; init; }

    public long? MinProperties { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    public IReadOnlyList<SchemaNode> AllOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> AnyOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> OneOf { get; init; } = [];

    public SchemaNode? Not { get; init; }

    /// <summary>Whether the rule for anything but numbers, strings and enums is set: what a value has to be compared with other schemas for.</summary>
    public bool HasJunctors => AllOf.Count > 0 || AnyOf.Count > 0 || OneOf.Count > 0 || Not is not null;
}
