using System.Collections.Frozen;

namespace Orchestrator.Api.Schema;

/// <summary>
/// One type of the API as a table of fields. Built-in types come from the generated table (see <see cref="TypeSchemas"/>);
/// the schemas of custom resources are made into the same tables.
/// </summary>
public sealed class TypeSchema(string name, IReadOnlyList<FieldSchema> fields)
{
    private FieldSchema[]? _jsonFields;
    private FrozenDictionary<string, FieldSchema>? _byName;
    private FieldSchema?[]? _byNumber;
    private FieldSchema[]? _fieldsByNumber;
    private ValueSchema? _asValue;

    /// <summary>The full name: <c>core/v1.PodSpec</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The name without group and version.</summary>
    public string ShortName { get; } = name[(name.LastIndexOf('.') + 1)..];

    /// <summary>The fields as declared; inlined types are one field without a name.</summary>
    public IReadOnlyList<FieldSchema> Fields { get; } = fields;

    /// <summary>Whether apply replaces an object of this type as a whole.</summary>
    public bool Atomic { get; init; }

    /// <summary>Whether fields that the table does not have are kept (custom resources may say so).</summary>
    public bool PreserveUnknownFields { get; init; }

    /// <summary>What fields that the table does not name must be, for a custom resource's <c>additionalProperties</c>; else null.</summary>
    public ValueSchema? AdditionalFields { get; init; }

    /// <summary>The fields as they stand in JSON, in order: those of inlined types among the others.</summary>
    public IReadOnlyList<FieldSchema> JsonFields => _jsonFields ??= [.. Flatten(this)];

    /// <summary>The same, for loops that must be fast.</summary>
    internal ReadOnlySpan<FieldSchema> JsonFieldSpan => _jsonFields ??= [.. Flatten(this)];

    /// <summary>The name in Go's error messages.</summary>
    internal string GoName => (Name.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? Name[(slash + 1)..] : Name);

    /// <summary>The field of that JSON name, or null.</summary>
    public FieldSchema? Find(string jsonName) =>
        (_byName ??= JsonFields.DistinctBy(field => field.Name).ToFrozenDictionary(field => field.Name)).GetValueOrDefault(jsonName);

    /// <summary>The fields that have a number in protobuf, ascending by it.</summary>
    internal IReadOnlyList<FieldSchema> FieldsByNumber => _fieldsByNumber ??= [.. Fields.Where(HasNumber).OrderBy(Number)];

    /// <summary>The largest number of a field in protobuf.</summary>
    internal int MaxNumber => FieldsByNumber is [.., var last] ? last.Number : 0;

    /// <summary>The field of that number in protobuf, or null.</summary>
    public FieldSchema? Find(int number)
    {
        var table = _byNumber ??= ByNumber();
        return (uint)number < (uint)table.Length ? table[number] : null;
    }

    /// <summary>The schema of a value of this type.</summary>
    public ValueSchema AsValue() => _asValue ??= new ValueSchema(this);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static bool HasNumber(FieldSchema schema) => schema.Number > 0;

    private static int Number(FieldSchema schema) => schema.Number;

    private static IEnumerable<FieldSchema> Flatten(TypeSchema type) =>
        type.Fields.SelectMany(field => field.Inline ? Flatten(field.Value.Object!) : [field]);

    private FieldSchema?[] ByNumber()
    {
        var table = new FieldSchema?[MaxNumber + 1];
        foreach (var field in FieldsByNumber)
        {
            table[field.Number] = field;
        }

        return table;
    }
}
