namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Bind: gives the pod its node in the API. The plugins are asked in turn until one does.</summary>
internal interface IBindPlugin : IPlugin
{
    /// <summary>Binds; false leaves it to the next plugin. An exception has the pod tried again later.</summary>
    Task<bool> BindAsync(SchedulingCycle cycle, string node, CancellationToken cancellationToken);
}
