namespace Orchestrator.Agent.Containers;

/// <summary>What a sandbox is made from.</summary>
internal sealed record SandboxSpec
{
    public required PodIdentity Pod { get; init; }

    public required int Attempt { get; init; }

    public required string Hostname { get; init; }

    public bool HostNetwork { get; init; }

    public bool HostPid { get; init; }

    public bool HostIpc { get; init; }

    public IReadOnlyList<PortMapping> Ports { get; init; } = [];

    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();

    /// <summary>Memory volumes that must live as long as the sandbox: each is mounted in it.</summary>
    public IReadOnlyList<string> MemoryVolumes { get; init; } = [];
}

/// <summary>A port of the machine that leads to one of the pod.</summary>
internal sealed record PortMapping(int HostPort, int ContainerPort, string Protocol, string? HostIp);
