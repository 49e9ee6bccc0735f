namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Permit: holds a pod back that has its node, until others have theirs, say.</summary>
internal interface IPermitPlugin : IPlugin
{
    /// <summary>Completes when the pod may be bound (null) or may not. Begins on the scheduler's turn; waiting does not hold up other pods.</summary>
    ValueTask<Rejection?> PermitAsync(SchedulingCycle cycle, string node, CancellationToken cancellationToken);
}
