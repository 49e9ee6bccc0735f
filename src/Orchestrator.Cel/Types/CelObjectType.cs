namespace Orchestrator.Cel.Types;

/// <summary>A type with fields.</summary>
/// <param name="name">Its name.</param>
/// <param name="field">What a field holds; null when there is none of the name. Asked when an expression is compiled, so that types may refer to each other.</param>
public sealed class CelObjectType(string name, Func<string, CelType?> field) : CelType(CelTypeKind.Object, name)
{
    /// <summary>A type with these fields.</summary>
    public CelObjectType(string name, IReadOnlyDictionary<string, CelType> fields)
        : this(name, field => fields.GetValueOrDefault(field))
    {
    }

    /// <inheritdoc/>
    public override CelType? Field(string name) => field(name);
}
