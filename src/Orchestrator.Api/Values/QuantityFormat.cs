namespace Orchestrator.Api.Values;

/// <summary>The family of suffixes that a quantity is written with; it is kept by parsing and arithmetic.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of ten: n u m k M G T P E.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: Ki Mi Gi Ti Pi Ei.</summary>
    BinarySI,

    /// <summary>Exponents: 12e6.</summary>
    DecimalExponent,
}
