using System.Text.Json;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>The <c>filters</c> query parameter: JSON, name to accepted values, escaped for a URL.</summary>
internal static class Filters
{
    public static string Labels(params ReadOnlySpan<string> labels) => Of(new() { ["label"] = labels.ToArray() });

    public static string Of(Dictionary<string, string[]> filters) =>
        Uri.EscapeDataString(JsonSerializer.Serialize(filters, DockerJson.Default.DictionaryStringStringArray));
}
