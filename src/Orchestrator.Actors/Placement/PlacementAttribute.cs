namespace Orleans.Placement;

/// <summary>Base of the attributes that say which silo hosts a grain. With one silo there is nothing to choose.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PlacementAttribute : Attribute;
