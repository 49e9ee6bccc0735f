namespace Orleans.Concurrency;

/// <summary>Requests to grains of this class may take turns with one another at every await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
