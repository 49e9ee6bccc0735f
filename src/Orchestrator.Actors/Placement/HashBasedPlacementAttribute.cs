namespace Orleans.Placement;

/// <summary>The silo is chosen by the hash of the grain's identity over the silos that are alive.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HashBasedPlacementAttribute : PlacementAttribute;
