using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Says whether a pod may be tried at all. One that may not costs nothing until an event comes that the plugin's <see cref="IQueueingHints"/> name.</summary>
internal interface IPreEnqueuePlugin : IPlugin
{
    /// <summary>Why the pod must wait; null when it need not.</summary>
    Rejection? PreEnqueue(PodInfo pod);
}
