namespace Orchestrator.Silo.Logs;

/// <summary>The query parameters of <c>GET pods/NAME/log</c> (<c>core/v1 PodLogOptions</c>), validated.</summary>
/// <param name="Container">The container: one of the pod's, never empty.</param>
public sealed record PodLogOptions(string Container)
{
    /// <summary>Goes on as the container writes.</summary>
    public bool Follow { get; init; }

    /// <summary>Of the container's previous instance.</summary>
    public bool Previous { get; init; }

    /// <summary>Only lines since then; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Each line begins with its time, RFC 3339 with nanoseconds.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only so many lines from the end; null for all.</summary>
    public long? TailLines { get; init; }

    /// <summary>At most so many bytes; null for no limit.</summary>
    public long? LimitBytes { get; init; }
}
