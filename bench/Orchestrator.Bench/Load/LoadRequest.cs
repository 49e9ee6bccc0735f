namespace Orchestrator.Bench.Load;

/// <summary>One request to send.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="ContentType">Of the body; null without one.</param>
/// <param name="Body">The body; empty without one.</param>
/// <param name="Accept">The media types of the answer; null for JSON.</param>
/// <param name="Token">A bearer token to send; null for none.</param>
public readonly record struct LoadRequest(
    string Method, string Path, string? ContentType = null, ReadOnlyMemory<byte> Body = default, string? Accept = null, string? Token = null);
