using System.Text.Json;

namespace Orchestrator.Silo.Tests.Support;

/// <summary>Reads a watch's events, line by line.</summary>
public sealed class WatchReader(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var line = await reader.ReadLineAsync(limit.Token);
        return line is null ? null : JsonDocument.Parse(line).RootElement;
    }

    /// <summary>The next event in short: <c>ADDED name</c>.</summary>
    public async Task<string> NextTextAsync()
    {
        var next = await NextAsync();
        return next is { } e ? $"{Type(e)} {Metadata(e, "name")}".TrimEnd() : "END";
    }

    public static string Type(JsonElement e) => e.GetProperty("type").GetString()!;

    public static string Metadata(JsonElement e, string name) =>
        e.GetProperty("object").TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty(name, out var value) ? value.GetString()! : "";

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
