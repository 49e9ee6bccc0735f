using System.Collections.Concurrent;
using Orchestrator.Actors.Calls;
using Orleans.Runtime;

namespace Orchestrator.Actors.Observers;

/// <summary>The observers of this silo.</summary>
internal sealed class ObserverTable(CallMonitor monitor)
{
    private readonly ConcurrentDictionary<GrainId, ObserverMailbox> _observers = new();

    /// <summary>What tells an observer's identity from a grain's.</summary>
    public static GrainType Type { get; } = GrainType.Create("sys.observer");

    /// <summary>Adds an object under a new identity.</summary>
    public GrainId Add(object observer)
    {
        var id = GrainId.Create(Type, Guid.NewGuid().ToString("N"));
        _observers[id] = new ObserverMailbox(monitor, observer);
        return id;
    }

    /// <summary>Removes what was added.</summary>
    public void Remove(GrainId id)
    {
        if (_observers.TryRemove(id, out var mailbox))
        {
            mailbox.End();
        }
    }

    /// <summary>The observer's mailbox.</summary>
    /// <exception cref="OrleansMessageRejectionException">There is no such observer any more.</exception>
    public IRequestTarget Get(GrainId id) =>
        _observers.TryGetValue(id, out var mailbox) ? mailbox : throw new OrleansMessageRejectionException($"Observer {id} has been deleted.");
}
