using Orchestrator.Grains.Controllers.PodGarbage;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Objects.Admission.DefaultTolerationSeconds;
using Orchestrator.Grains.Objects.Nodes;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Cli.Commands;

/// <summary>How the control plane works, where that was asked to be otherwise than usual.</summary>
internal sealed record ControlPlaneOptions
{
    /// <summary>The file of the scheduler's configuration; null for the usual one.</summary>
    public string? SchedulerFile { get; init; }

    /// <summary>What is in it.</summary>
    public required SchedulerConfiguration Scheduler { get; init; }

    /// <summary>The ranges of pods' addresses.</summary>
    public required PodNetwork PodNetwork { get; init; }

    /// <summary>When nodes have failed, and what becomes of their pods.</summary>
    public required NodeLifecycleOptions NodeLifecycle { get; init; }

    /// <summary>How long pods stay on nodes that have failed.</summary>
    public required DefaultTolerations Tolerations { get; init; }

    /// <summary>How many pods that have ended are kept.</summary>
    public required PodGarbageOptions PodGarbage { get; init; }

    /// <summary>The same as arguments, as they were given.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A silo's options with these.</summary>
    public SiloOptions ApplyTo(SiloOptions options) => options with
    {
        Scheduler = Scheduler,
        PodNetwork = PodNetwork,
        NodeLifecycle = NodeLifecycle,
        DefaultTolerations = Tolerations,
        PodGarbage = PodGarbage,
    };
}
