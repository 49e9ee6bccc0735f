namespace Orchestrator.Agent.DockerEngine;

/// <summary>Which part of a container's log to read.</summary>
internal sealed record LogQuery
{
    public bool Stdout { get; init; } = true;

    public bool Stderr { get; init; } = true;

    public bool Follow { get; init; }

    public bool Timestamps { get; init; }

    /// <summary>Only the last lines; null for all.</summary>
    public long? Tail { get; init; }

    public DateTimeOffset? Since { get; init; }
}
