namespace Orchestrator.Agent.DockerEngine;

/// <summary>What a network is created from.</summary>
internal sealed record NetworkConfig
{
    public required string Name { get; init; }

    public string Driver { get; init; } = "bridge";

    public bool CheckDuplicate { get; init; } = true;

    public Dictionary<string, string>? Labels { get; init; }

    public Dictionary<string, string>? Options { get; init; }

    public IpamConfig? IPAM { get; init; }
}

/// <summary>The addresses of a network.</summary>
internal sealed record IpamConfig
{
    public IReadOnlyList<IpamPool>? Config { get; init; }
}

/// <summary>A range of addresses.</summary>
internal sealed record IpamPool
{
    public string? Subnet { get; init; }

    public string? Gateway { get; init; }
}

/// <summary>A network.</summary>
internal sealed record NetworkDetails
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public Dictionary<string, string>? Labels { get; init; }

    public IpamConfig? IPAM { get; init; }
}
