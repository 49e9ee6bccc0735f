using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Binds pods to nodes. The key is the name that pods ask for in <c>spec.schedulerName</c>.</summary>
[Alias("ISchedulerGrain")]
public interface ISchedulerGrain : IGrainWithStringKey
{
    /// <summary>Be there: the scheduler follows its silo's replica by itself, and only has to be awake.</summary>
    [OneWay, AlwaysInterleave, Alias("WakeAsync")]
    Task WakeAsync();
}
