namespace Orchestrator.Api.Agents;

/// <summary>
/// One message on an agent's connection: a JSON object on a line of its own. Which fields it has depends on its type; see <see cref="AgentFrameType"/>.
/// </summary>
public sealed record AgentFrame(AgentFrameType Type)
{
    /// <summary>The node that it is about: one connection may serve many.</summary>
    public string Node { get; init; } = "";

    /// <summary>Ties a result to what it answers.</summary>
    public long Sequence { get; init; }

    /// <summary>An HTTP status code.</summary>
    public int Code { get; init; }

    /// <summary>For people.</summary>
    public string Message { get; init; } = "";

    /// <summary>The pod's namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The pod's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The pod's uid.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The object, as compact UTF-8 JSON without line breaks.</summary>
    public ReadOnlyMemory<byte> Object { get; init; }

    /// <summary>Which log to send, and where to.</summary>
    public AgentLogRequest? Log { get; init; }
}
