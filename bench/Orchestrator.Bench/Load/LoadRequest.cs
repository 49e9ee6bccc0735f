namespace Orchestrator.Bench.Load;

/// <summary>One request to send.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="ContentType">Of the body; null without one.</param>
/// <param name="Body">The body; empty without one.</param>
public readonly record struct LoadRequest(string Method, string Path, string? ContentType = null, ReadOnlyMemory<byte> Body = default);
