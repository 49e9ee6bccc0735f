using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Checkpoints;
using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Pods;

/// <summary>What all workers of a node share.</summary>
internal sealed record PodServices
{
    public required IContainerRuntime Runtime { get; init; }

    public required IConfigSource Config { get; init; }

    public required IPodStatusSink Status { get; init; }

    public required EventRecorder Events { get; init; }

    public required PodDirectories Directories { get; init; }

    public required PodCheckpoints Checkpoints { get; init; }

    public required PodVolumes Volumes { get; init; }

    public required NodeFacts Node { get; init; }

    public required ILogger Logger { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The first delay before a container that ended is started again; it doubles up to <see cref="RestartDelayLimit"/>.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RestartDelayLimit { get; init; } = TimeSpan.FromSeconds(300);
}

/// <summary>What pods need to know of their node.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Addresses">Its addresses, the primary one first.</param>
/// <param name="Allocatable">What its pods may use.</param>
/// <param name="MemoryBytes">The machine's memory.</param>
internal sealed record NodeFacts(string Name, IReadOnlyList<string> Addresses, IReadOnlyDictionary<string, Quantity> Allocatable, long MemoryBytes);
