using Orchestrator.Agent.Connection;
using Orchestrator.Agent.Simulation;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.Agent;

/// <summary>What runs a node's pods.</summary>
public enum AgentRuntime
{
    /// <summary>Containers of the machine's Docker daemon.</summary>
    Docker,

    /// <summary>Nothing: pods pass through a timeline.</summary>
    Simulated,
}

/// <summary>What an agent is told at its start.</summary>
public sealed record AgentOptions
{
    /// <summary>The node's name; with several simulated nodes, what their names begin with.</summary>
    public required string NodeName { get; init; }

    /// <summary>The control plane, and as whom to go there: <c>system:node:NAME</c> of the group <c>system:nodes</c>, or a host of many nodes.</summary>
    public required KubeCredentials Credentials { get; init; }

    /// <summary>Where the agent keeps its pods' files.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Keeps clusters on one machine apart.</summary>
    public required string ClusterId { get; init; }

    /// <summary>What runs the pods.</summary>
    public AgentRuntime Runtime { get; init; } = AgentRuntime.Docker;

    /// <summary>How many simulated nodes there are; their names are <c>NAME-0</c>, <c>NAME-1</c>, ... (one alone is called as it is).</summary>
    public int SimulatedNodes { get; init; } = 1;

    /// <summary>What simulated pods go through.</summary>
    public PodTimeline Timeline { get; init; } = PodTimeline.Default;

    /// <summary>The Docker daemon's socket.</summary>
    public string DockerSocket { get; init; } = "/var/run/docker.sock";

    /// <summary>The addresses for pods; null: the first range that is free on this machine.</summary>
    public string? PodCidr { get; init; }

    /// <summary>How many pods the node takes.</summary>
    public int MaximumPods { get; init; } = 110;

    /// <summary>Labels of the node besides the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Resources to offer instead of, or besides, what the machine has.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>The paces of the agent.</summary>
    public AgentTiming Timing { get; init; } = new();
}
