namespace Orleans;

/// <summary>Sets the name of a grain class in identities. Without it: the class name in lower case without the ending Grain.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    /// <summary>The name.</summary>
    public string GrainType { get; } = grainType;
}
