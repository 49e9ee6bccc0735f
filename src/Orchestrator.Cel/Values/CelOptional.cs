using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Values;

/// <summary>A value that may be missing.</summary>
public sealed class CelOptional : CelOpaque
{
    private CelOptional(CelValue value) => Value = value;

    /// <summary>Nothing.</summary>
    public static CelOptional None { get; } = new(default);

    /// <summary>What is in it, when anything is.</summary>
    public CelValue Value { get; }

    /// <summary>Whether anything is in it.</summary>
    public bool HasValue => Value.Kind != CelKind.None;

    /// <inheritdoc/>
    public override CelType Type { get; } = CelType.Optional(CelType.Dyn);

    /// <summary>One with a value.</summary>
    public static CelOptional Of(CelValue value) => new(value);

    /// <inheritdoc/>
    public override bool Same(CelOpaque other) =>
        other is CelOptional optional && HasValue == optional.HasValue && (!HasValue || CelEquality.Same(Value, optional.Value));
}
