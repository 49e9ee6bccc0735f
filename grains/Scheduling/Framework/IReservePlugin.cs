namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Reserve: takes what the pod needs of the node in the plugin's own books, so that the next pod's filters count with it. On the scheduler's turns.</summary>
internal interface IReservePlugin : IPlugin
{
    /// <summary>Takes it; a rejection (of what the filters could not see) has the pod tried again later.</summary>
    Rejection? Reserve(SchedulingCycle cycle, string node);

    /// <summary>Gives it back: the binding failed, or a later plugin refused. Must be safe to call for what was never reserved.</summary>
    void Unreserve(SchedulingCycle cycle, string node);
}
