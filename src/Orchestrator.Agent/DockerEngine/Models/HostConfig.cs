namespace Orchestrator.Agent.DockerEngine;

/// <summary>What a container gets from its machine.</summary>
internal sealed record HostConfig
{
    public string? NetworkMode { get; init; }

    public string? IpcMode { get; init; }

    public string? PidMode { get; init; }

    public string? UTSMode { get; init; }

    public IReadOnlyList<MountConfig>? Mounts { get; init; }

    public Dictionary<string, PortBinding[]>? PortBindings { get; init; }

    public IReadOnlyList<string>? Dns { get; init; }

    public IReadOnlyList<string>? DnsSearch { get; init; }

    public IReadOnlyList<string>? DnsOptions { get; init; }

    public bool Privileged { get; init; }

    public bool ReadonlyRootfs { get; init; }

    public IReadOnlyList<string>? CapAdd { get; init; }

    public IReadOnlyList<string>? CapDrop { get; init; }

    public IReadOnlyList<string>? GroupAdd { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    public Dictionary<string, string>? Sysctls { get; init; }

    public int? OomScoreAdj { get; init; }

    public long? ShmSize { get; init; }

    public long? CpuShares { get; init; }

    public long? CpuPeriod { get; init; }

    public long? CpuQuota { get; init; }

    public long? Memory { get; init; }

    /// <summary>Memory and swap together; equal to <see cref="Memory"/> for no swap.</summary>
    public long? MemorySwap { get; init; }

    public LogConfig? LogConfig { get; init; }
}

/// <summary>A port of the machine that leads to the container.</summary>
internal sealed record PortBinding(string HostIp, string HostPort);

/// <summary>How the daemon keeps the log.</summary>
internal sealed record LogConfig(string Type, Dictionary<string, string> Config);

/// <summary>One mount.</summary>
internal sealed record MountConfig
{
    /// <summary><c>bind</c> or <c>volume</c>.</summary>
    public required string Type { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    public bool ReadOnly { get; init; }

    public BindOptions? BindOptions { get; init; }
}

/// <summary>Options of a bind mount.</summary>
internal sealed record BindOptions(string Propagation);
