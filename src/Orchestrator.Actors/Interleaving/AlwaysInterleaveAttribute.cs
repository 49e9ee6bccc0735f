namespace Orleans.Concurrency;

/// <summary>Requests by this method never wait for another request to end.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
