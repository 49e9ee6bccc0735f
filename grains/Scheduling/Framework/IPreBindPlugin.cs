namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>PreBind: what must be written before the pod is bound (claims, volumes). Waiting does not hold up other pods. An exception has the pod tried again later.</summary>
internal interface IPreBindPlugin : IPlugin
{
    /// <summary>Whether there is anything to do for this pod: asked on the scheduler's turn, right after Reserve.</summary>
    bool Concerns(SchedulingCycle cycle, string node);

    /// <summary>Does it, and returns when it is done.</summary>
    Task PreBindAsync(SchedulingCycle cycle, string node, CancellationToken cancellationToken);
}
