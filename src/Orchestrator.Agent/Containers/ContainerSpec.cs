namespace Orchestrator.Agent.Containers;

/// <summary>What a container is made from.</summary>
internal sealed record ContainerSpec
{
    public required PodIdentity Pod { get; init; }

    public required string SandboxId { get; init; }

    public required string Name { get; init; }

    public required int Attempt { get; init; }

    /// <summary>As the pod's spec names it.</summary>
    public required string Image { get; init; }

    /// <summary>Of the container's part of the pod's spec.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Replaces the image's entrypoint unless null.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    public string? WorkingDirectory { get; init; }

    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    public ContainerLimits Limits { get; init; } = new();

    public ContainerSecurity Security { get; init; } = new();

    public PidNamespace Pid { get; init; }

    public bool HostIpc { get; init; }

    public bool HostNetwork { get; init; }

    public bool Tty { get; init; }

    public bool Stdin { get; init; }

    public bool StdinOnce { get; init; }

    public string? StopSignal { get; init; }
}

/// <summary>Whose processes a container sees.</summary>
internal enum PidNamespace
{
    Own,
    Pod,
    Host,
}

/// <summary>Something of the machine, or a memory volume, in the container's file system.</summary>
internal sealed record ContainerMount(string Target, string? HostPath, string? Volume, bool ReadOnly, string Propagation = "rprivate");

/// <summary>The share of the machine.</summary>
internal sealed record ContainerLimits
{
    public long? CpuShares { get; init; }

    /// <summary>Microseconds of CPU per period of <see cref="CpuPeriod"/>.</summary>
    public long? CpuQuota { get; init; }

    public long? CpuPeriod { get; init; }

    /// <summary>Bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Who is killed first when the machine is out of memory: 1000 first, negative last.</summary>
    public int OomScoreAdjustment { get; init; }
}

/// <summary>What the container's processes may do.</summary>
internal sealed record ContainerSecurity
{
    public string? User { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool Privileged { get; init; }

    public bool ReadOnlyRootFilesystem { get; init; }

    public bool NoNewPrivileges { get; init; }

    public bool UnconfinedSeccomp { get; init; }

    public IReadOnlyList<string> AddCapabilities { get; init; } = [];

    public IReadOnlyList<string> DropCapabilities { get; init; } = [];
}
