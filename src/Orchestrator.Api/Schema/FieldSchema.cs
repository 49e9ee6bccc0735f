using System.Text;

namespace Orchestrator.Api.Schema;

/// <summary>One field of a type: everything that codecs, patches, apply, pruning and OpenAPI need to know of it. Immutable.</summary>
public sealed class FieldSchema
{
    private byte[]? _utf8Name;
    private string? _pathElement;

    /// <summary>The JSON name; empty for an inlined type.</summary>
    public required string Name { get; init; }

    /// <summary>The JSON name in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Name => _utf8Name ??= Encoding.UTF8.GetBytes(Name);

    /// <summary>The step to the field in a set of fields: <c>f:name</c>.</summary>
    internal string PathElement => _pathElement ??= Apply.PathElements.Field(Name);

    /// <summary>The schema of its value.</summary>
    public required ValueSchema Value { get; init; }

    /// <summary>Its number in the protobuf encoding; 0 when it has none.</summary>
    public int Number { get; init; }

    /// <summary>Whether a zero value is left out of JSON.</summary>
    public bool OmitEmpty { get; init; }

    /// <summary>Whether a zero struct is left out of JSON too, which omitempty alone does not do.</summary>
    public bool OmitZero { get; init; }

    /// <summary>Whether absence differs from zero (a pointer in Go).</summary>
    public bool Pointer { get; init; }

    /// <summary>Whether the field is declared optional.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether null is a value of its own.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether the fields of the referenced type stand here themselves (in JSON; in protobuf they are nested when <see cref="Number"/> is set).</summary>
    public bool Inline { get; init; }

    /// <summary>How server-side apply merges a list; null where not declared, which means atomic.</summary>
    public ListType? ListType { get; init; }

    /// <summary>The key fields of a list that is a map.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary>Whether apply replaces the map or object as a whole; null where the field does not say (then <see cref="TypeSchema.Atomic"/> decides).</summary>
    public bool? Atomic { get; init; }

    /// <summary>How a strategic merge patch treats it.</summary>
    public PatchStrategies PatchStrategy { get; init; }

    /// <summary>The field by which a strategic merge patch tells the list's items apart; empty for scalars.</summary>
    public string PatchMergeKey { get; init; } = "";

    /// <summary>The default as JSON, or null.</summary>
    public string? Default { get; init; }

    /// <summary>The only values that the API allows; empty where any is.</summary>
    public IReadOnlyList<string> EnumValues { get; init; } = [];
}
