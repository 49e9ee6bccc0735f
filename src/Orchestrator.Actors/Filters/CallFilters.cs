using Orleans;

namespace Orchestrator.Actors.Filters;

/// <summary>The filters of a silo, in the order in which they were added.</summary>
internal sealed class CallFilters(IEnumerable<IIncomingGrainCallFilter> incoming, IEnumerable<IOutgoingGrainCallFilter> outgoing)
{
    /// <summary>Filters for calls that come in.</summary>
    public IIncomingGrainCallFilter[] Incoming { get; } = [.. incoming];

    /// <summary>Filters for calls that go out.</summary>
    public IOutgoingGrainCallFilter[] Outgoing { get; } = [.. outgoing];

    /// <summary>Whether a call to this grain passes any filter.</summary>
    public bool HasIncoming(object grain) => Incoming.Length > 0 || grain is IIncomingGrainCallFilter;
}
