namespace Orleans.Concurrency;

/// <summary>Requests by this method take turns with other read-only requests, and wait for all others.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
