namespace Orchestrator.Agent.DockerEngine;

/// <summary>A container in a list.</summary>
internal sealed record ContainerSummary
{
    public string Id { get; init; } = "";

    /// <summary><c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c>, <c>exited</c> or <c>dead</c>.</summary>
    public string State { get; init; } = "";

    public Dictionary<string, string> Labels { get; init; } = [];
}

/// <summary>Everything about one container (of which we read this).</summary>
internal sealed record ContainerDetails
{
    public string Id { get; init; } = "";

    public DateTimeOffset Created { get; init; }

    /// <summary>The digest of its image.</summary>
    public string Image { get; init; } = "";

    public ContainerState State { get; init; } = new();

    public InspectedConfig Config { get; init; } = new();

    public NetworkSettings NetworkSettings { get; init; } = new();
}

/// <summary>The state of a container.</summary>
internal sealed record ContainerState
{
    public string Status { get; init; } = "";

    public bool Running { get; init; }

    public bool OOMKilled { get; init; }

    public int Pid { get; init; }

    public int ExitCode { get; init; }

    /// <summary>Why it could not be started.</summary>
    public string Error { get; init; } = "";

    /// <summary>The year 1 if it never was.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }
}

/// <summary>What a container was created from, with the image's defaults filled in.</summary>
internal sealed record InspectedConfig
{
    public string Image { get; init; } = "";

    public bool Tty { get; init; }

    public string? StopSignal { get; init; }

    public Dictionary<string, string>? Labels { get; init; }
}

/// <summary>The networks of a container.</summary>
internal sealed record NetworkSettings
{
    public Dictionary<string, EndpointSettings>? Networks { get; init; }
}

/// <summary>A container's place in a network.</summary>
internal sealed record EndpointSettings
{
    public string? IPAddress { get; init; }

    public string? GlobalIPv6Address { get; init; }
}
