using Orleans;

namespace Orchestrator.Grains.Scheduling.Verdicts;

/// <summary>The scheduler's last word on a pod that has no node.</summary>
/// <param name="Pod"><c>namespace/name</c>.</param>
/// <param name="Scheduler">The profile that it asks for.</param>
/// <param name="State">Where it waits: <c>Active</c> (for its turn), <c>BackingOff</c>, <c>Unschedulable</c> (for something that can help), <c>Gated</c>, <c>Binding</c>.</param>
/// <param name="Attempts">How often it has been tried.</param>
/// <param name="WaitingSince">When it came, or changed in what matters.</param>
/// <param name="LastAttempt">When it was tried last; null when it has not been.</param>
/// <param name="NotBefore">When its backoff ends; null when none is running.</param>
/// <param name="Nodes">How many nodes there were at the last attempt.</param>
/// <param name="Message">The message of its condition PodScheduled.</param>
/// <param name="Plugins">What each plugin said of which nodes; empty when it has not been tried.</param>
/// <param name="Preemption">What came of the attempt to make room for it; empty when there was none.</param>
/// <param name="NominatedNode">The node on which room is being made for it; null when there is none.</param>
/// <param name="WaitsFor">The changes that will have it tried again, in plain words.</param>
[GenerateSerializer, Immutable, Alias("SchedulingVerdict")]
public sealed record SchedulingVerdict(
    [property: Id(0)] string Pod,
    [property: Id(1)] string Scheduler,
    [property: Id(2)] string State,
    [property: Id(3)] int Attempts,
    [property: Id(4)] DateTimeOffset WaitingSince,
    [property: Id(5)] DateTimeOffset? LastAttempt,
    [property: Id(6)] DateTimeOffset? NotBefore,
    [property: Id(7)] int Nodes,
    [property: Id(8)] string Message,
    [property: Id(9)] PluginVerdict[] Plugins,
    [property: Id(10)] string Preemption,
    [property: Id(11)] string? NominatedNode,
    [property: Id(12)] string[] WaitsFor);

/// <summary>One reason of one plugin.</summary>
/// <param name="Plugin">The plugin's name, as in a scheduler configuration: <c>NodeResourcesFit</c>.</param>
/// <param name="Reason">In the words of the pod's status: <c>Insufficient cpu</c>.</param>
/// <param name="Nodes">Of how many nodes.</param>
/// <param name="Samples">Some of them.</param>
/// <param name="ResolvableByPreemption">Whether the absence of other pods could help.</param>
[GenerateSerializer, Immutable, Alias("PluginVerdict")]
public sealed record PluginVerdict(
    [property: Id(0)] string Plugin,
    [property: Id(1)] string Reason,
    [property: Id(2)] int Nodes,
    [property: Id(3)] string[] Samples,
    [property: Id(4)] bool ResolvableByPreemption);
