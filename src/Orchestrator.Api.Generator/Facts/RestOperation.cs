using System.Text.Json.Serialization;

namespace Orchestrator.Api.Generator.Facts;

/// <summary>One operation of a REST path.</summary>
internal sealed class RestOperation
{
    [JsonPropertyName("verb")]
    public string HttpMethod { get; set; } = "";

    [JsonPropertyName("action")]
    public string? Action { get; set; }

    [JsonPropertyName("kind")]
    public string? Kind { get; set; }
}
