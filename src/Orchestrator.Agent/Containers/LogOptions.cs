namespace Orchestrator.Agent.Containers;

/// <summary>Which part of a container's log is wanted, as <c>pods/log</c> takes it.</summary>
internal sealed record LogOptions
{
    public bool Follow { get; init; }

    public bool Timestamps { get; init; }

    public long? TailLines { get; init; }

    public DateTimeOffset? Since { get; init; }

    public long? LimitBytes { get; init; }

    /// <summary><c>All</c>, <c>Stdout</c> or <c>Stderr</c>.</summary>
    public string Stream { get; init; } = "All";
}
