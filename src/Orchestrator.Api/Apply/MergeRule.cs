using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>
/// What a schema says of one value to server-side apply. Where there is no schema (parts of custom resources, <c>RawExtension</c>), maps are merged
/// entry by entry and lists replaced as a whole.
/// </summary>
/// <param name="Value">The schema, or null where there is none.</param>
/// <param name="Field">The field that holds the value, which may say more; null for items and entries.</param>
internal readonly record struct MergeRule(ValueSchema? Value, FieldSchema? Field)
{
    /// <summary>The rule of a value without a schema.</summary>
    public static MergeRule Unknown => default;

    /// <summary>Whether the value's own form decides.</summary>
    public bool IsDeduced => Value is null || Value.Kind is SchemaKind.Any or SchemaKind.Json or SchemaKind.RawExtension
        or SchemaKind.JsonSchemaOrArray or SchemaKind.JsonSchemaOrBool or SchemaKind.JsonSchemaOrStringArray;

    /// <summary>The declared fields, or null.</summary>
    public TypeSchema? Type => Value?.Object;

    /// <summary>The key fields of a list's items.</summary>
    public IReadOnlyList<string> Keys => Field?.ListMapKeys ?? [];

    /// <summary>The rule of a list's items, or of a map's entries.</summary>
    public MergeRule Items => new(Value?.Items, null);

    /// <summary>Whether fields may stand here that are not declared.</summary>
    public bool AllowsAnyField => Type is not { } type || type.PreserveUnknownFields || type.AdditionalFields is not null;

    /// <summary>How a value is treated whose form, an object or an array, is as given.</summary>
    public MergeShape ShapeOf(bool isObject, bool isArray)
    {
        if (IsDeduced)
        {
            return isObject ? MergeShape.Map : MergeShape.Leaf;
        }

        return Value!.Kind switch
        {
            SchemaKind.Object => (Field?.Atomic ?? Type!.Atomic) ? MergeShape.Leaf : MergeShape.Struct,
            SchemaKind.Map => Field?.Atomic == true ? MergeShape.Leaf : MergeShape.Map,
            SchemaKind.Array => Field?.ListType switch
            {
                ListType.Map => MergeShape.KeyedList,
                ListType.Set => MergeShape.SetList,
                _ => MergeShape.Leaf,
            },
            _ => MergeShape.Leaf,
        };
    }

    /// <summary>The declared field of that name, or null.</summary>
    public FieldSchema? FieldOf(string name) => Type?.Find(name);

    /// <summary>The rule of a field or entry that is not declared.</summary>
    public MergeRule Undeclared => IsDeduced ? Unknown : Type is { } type ? new MergeRule(type.AdditionalFields, null) : Items;

    /// <summary>The rule of a field or entry.</summary>
    public MergeRule Child(string name) => FieldOf(name) is { } field ? new MergeRule(field.Value, field) : Undeclared;
}
