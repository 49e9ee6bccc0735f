namespace Orleans.Concurrency;

/// <summary>The call returns as soon as the request is on its way; the caller learns neither result nor failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
