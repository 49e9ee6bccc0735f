using Orchestrator.Actors.Activations;
using Orchestrator.Actors.Observers;
using Orleans.Runtime;

namespace Orchestrator.Actors.Calls;

/// <summary>Routes within one silo: every grain is here.</summary>
internal sealed class LocalRouter(Catalog catalog, ObserverTable observers) : IRequestRouter
{
    /// <inheritdoc />
    public IRequestTarget Route(GrainId id) => id.Type == ObserverTable.Type ? observers.Get(id) : catalog.GetOrActivate(id);
}
