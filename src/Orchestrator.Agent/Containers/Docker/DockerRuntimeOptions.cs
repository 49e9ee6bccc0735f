using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>What a Docker runtime has to know.</summary>
internal sealed record DockerRuntimeOptions
{
    /// <summary>Keeps clusters on one machine apart.</summary>
    public required string ClusterId { get; init; }

    public required string NodeName { get; init; }

    public string Socket { get; init; } = DockerClient.DefaultSocket;

    /// <summary>The addresses for pods; null: the first range that is free on this machine.</summary>
    public string? PodCidr { get; init; }
}
