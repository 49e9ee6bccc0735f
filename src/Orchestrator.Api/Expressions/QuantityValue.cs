using Orchestrator.Api.Values;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Api.Expressions;

/// <summary>A quantity in an expression.</summary>
public sealed class QuantityValue(Quantity quantity) : CelOpaque
{
    /// <summary>Its type.</summary>
    public static readonly CelType QuantityType = CelType.Opaque("kubernetes.Quantity");

    /// <summary>The quantity.</summary>
    public Quantity Quantity => quantity;

    /// <inheritdoc/>
    public override CelType Type => QuantityType;

    /// <inheritdoc/>
    public override bool Same(CelOpaque other) => other is QuantityValue value && value.Quantity == quantity;

    /// <inheritdoc/>
    public override string ToString() => quantity.ToString();
}
