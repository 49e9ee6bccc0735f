using Orchestrator.Grains.Scheduling.Verdicts;
using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Binds pods to nodes. There is one, under the name of the default scheduler; it serves all profiles.</summary>
[Alias("ISchedulerGrain")]
public interface ISchedulerGrain : IGrainWithStringKey
{
    /// <summary>Be there: the scheduler follows its silo's replica by itself, and only has to be awake.</summary>
    [OneWay, AlwaysInterleave, Alias("WakeAsync")]
    Task WakeAsync();

    /// <summary>What came of the attempts to find a node for a pod; null when the pod does not wait for one here.</summary>
    /// <param name="namespaceName">The pod's namespace.</param>
    /// <param name="name">The pod's name.</param>
    [AlwaysInterleave, Alias("ExplainAsync")]
    Task<SchedulingVerdict?> ExplainAsync(string namespaceName, string name);
}
