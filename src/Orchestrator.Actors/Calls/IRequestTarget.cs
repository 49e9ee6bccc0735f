using Orchestrator.Actors.Activations;
using Orleans.Runtime;

namespace Orchestrator.Actors.Calls;

/// <summary>Where requests go: an activation or an observer here; another silo, once there are several.</summary>
internal interface IRequestTarget
{
    /// <summary>Takes an entry, or refuses because it is gone; then the grain has to be routed anew.</summary>
    bool TryReceive(MailboxEntry entry);
}

/// <summary>Finds the target for a grain. The seam at which placement and transport over several silos come in.</summary>
internal interface IRequestRouter
{
    /// <summary>The target that stands for the grain now. References keep it until it refuses.</summary>
    IRequestTarget Route(GrainId id);
}
