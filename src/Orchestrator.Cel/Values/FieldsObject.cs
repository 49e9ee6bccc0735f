using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Values;

/// <summary>An object of values by name.</summary>
public sealed class FieldsObject(CelType type, IReadOnlyDictionary<string, CelValue> fields) : CelObject, IEquatable<FieldsObject>
{
    /// <inheritdoc/>
    public override CelType Type => type;

    /// <summary>Its fields.</summary>
    public IReadOnlyDictionary<string, CelValue> Fields => fields;

    /// <inheritdoc/>
    public override bool TryGet(string field, out CelValue value) => fields.TryGetValue(field, out value);

    /// <inheritdoc/>
    public bool Equals(FieldsObject? other) =>
        other is not null && type.Equals(other.Type) && fields.Count == other.Fields.Count
        && fields.All(field => other.Fields.TryGetValue(field.Key, out var value) && CelEquality.Same(field.Value, value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldsObject);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(type, fields.Count);
}
