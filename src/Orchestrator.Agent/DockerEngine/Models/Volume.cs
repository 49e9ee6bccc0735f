namespace Orchestrator.Agent.DockerEngine;

/// <summary>What a named volume is created from.</summary>
internal sealed record VolumeConfig
{
    public required string Name { get; init; }

    public string Driver { get; init; } = "local";

    public Dictionary<string, string>? DriverOpts { get; init; }

    public Dictionary<string, string>? Labels { get; init; }
}

/// <summary>A named volume.</summary>
internal sealed record VolumeDetails
{
    public string Name { get; init; } = "";

    public Dictionary<string, string>? Labels { get; init; }
}

/// <summary>Reply to listing volumes.</summary>
internal sealed record VolumeList(VolumeDetails[]? Volumes);
