namespace Orchestrator.Api.Schema;

/// <summary>The schema of one value. Immutable; a reference to another type is resolved at first use.</summary>
public sealed class ValueSchema
{
    private readonly Func<TypeSchema>? _resolve;
    private TypeSchema? _object;

    /// <summary>A value without parts.</summary>
    public ValueSchema(SchemaKind kind) => Kind = kind;

    /// <summary>A list or a map of <paramref name="items"/>.</summary>
    public ValueSchema(SchemaKind kind, ValueSchema items)
        : this(kind) => Items = items;

    /// <summary>An object.</summary>
    public ValueSchema(TypeSchema type)
        : this(SchemaKind.Object) => _object = type;

    /// <summary>An object whose type is resolved at first use, since types may refer to themselves.</summary>
    public ValueSchema(Func<TypeSchema> resolve)
        : this(SchemaKind.Object) => _resolve = resolve;

    /// <summary>What the value is.</summary>
    public SchemaKind Kind { get; }

    /// <summary>The schema of a list's items or a map's values, else null.</summary>
    public ValueSchema? Items { get; }

    /// <summary>The type of an object, else null.</summary>
    public TypeSchema? Object => _object ??= _resolve?.Invoke();

    /// <summary>What Go's decoder calls the type in its errors.</summary>
    internal string GoType => Kind switch
    {
        SchemaKind.Array => "[]" + Items!.GoType,
        SchemaKind.Map => "map[string]" + Items!.GoType,
        SchemaKind.Object => Object!.GoName,
        SchemaKind.String => "string",
        SchemaKind.Boolean => "bool",
        SchemaKind.Int32 => "int32",
        SchemaKind.Int64 => "int64",
        SchemaKind.Double => "float64",
        SchemaKind.Bytes => "[]uint8",
        SchemaKind.Quantity => "resource.Quantity",
        SchemaKind.Any => "interface {}",
        var kind => "v1." + kind,
    };
}
