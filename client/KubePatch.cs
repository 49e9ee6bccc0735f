using System.Text;

namespace Orchestrator.Client;

/// <summary>A change to an object.</summary>
/// <param name="MediaType">Which kind of patch.</param>
/// <param name="Body">UTF-8 JSON.</param>
public sealed record KubePatch(string MediaType, ReadOnlyMemory<byte> Body)
{
    /// <summary>A JSON merge patch (RFC 7386).</summary>
    public static KubePatch Merge(string json) => new("application/merge-patch+json", Encoding.UTF8.GetBytes(json));

    /// <summary>A JSON patch (RFC 6902).</summary>
    public static KubePatch Json(string json) => new("application/json-patch+json", Encoding.UTF8.GetBytes(json));

    /// <summary>A strategic merge patch: lists are merged by their keys.</summary>
    public static KubePatch StrategicMerge(string json) => new("application/strategic-merge-patch+json", Encoding.UTF8.GetBytes(json));
}
