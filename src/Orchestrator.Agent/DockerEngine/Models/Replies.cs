using System.Text.Json.Serialization;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>Body of every refusal.</summary>
internal sealed record ErrorReply([property: JsonPropertyName("message")] string? Message);

/// <summary>Reply to the creation of anything.</summary>
internal sealed record CreatedReply(string Id);

/// <summary>Reply to waiting for a container.</summary>
internal sealed record WaitReply(long StatusCode);

/// <summary>One step of a pull or an import.</summary>
internal sealed record ProgressMessage([property: JsonPropertyName("status")] string? Status, [property: JsonPropertyName("error")] string? Error);
