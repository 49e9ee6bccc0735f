namespace Orchestrator.Agent.DockerEngine;

/// <summary>What a container is created from.</summary>
internal sealed record ContainerConfig
{
    public required string Image { get; init; }

    public string? Hostname { get; init; }

    public string? Domainname { get; init; }

    /// <summary><c>user[:group]</c>.</summary>
    public string? User { get; init; }

    public string? WorkingDir { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public bool Tty { get; init; }

    public bool OpenStdin { get; init; }

    public bool StdinOnce { get; init; }

    public string? StopSignal { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public Dictionary<string, Empty>? ExposedPorts { get; init; }

    /// <summary>Turns off a health check that the image brings: the agent runs the pod's probes.</summary>
    public HealthConfig? Healthcheck { get; init; }

    public HostConfig? HostConfig { get; init; }

    public NetworkingConfig? NetworkingConfig { get; init; }
}

/// <summary>An object without fields.</summary>
internal sealed record Empty;

/// <summary>A health check.</summary>
internal sealed record HealthConfig(IReadOnlyList<string> Test);

/// <summary>Which networks the container is put in.</summary>
internal sealed record NetworkingConfig(Dictionary<string, Empty> EndpointsConfig);
