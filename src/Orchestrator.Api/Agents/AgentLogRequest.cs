namespace Orchestrator.Api.Agents;

/// <summary>Asks an agent for a container's log; the options are those of <c>pods/log</c>.</summary>
/// <param name="StreamId">The agent posts the log to <c>streams/ID</c>; whoever knows the id may answer.</param>
/// <param name="Container">The container's name.</param>
public sealed record AgentLogRequest(string StreamId, string Container)
{
    /// <summary>The container before the last restart.</summary>
    public bool Previous { get; init; }

    /// <summary>Go on until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Begin each line with its time.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only the last lines.</summary>
    public long? TailLines { get; init; }

    /// <summary>At most so many bytes.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Only what was written since.</summary>
    public DateTimeOffset? Since { get; init; }
}
