using Orchestrator.Actors.Activations;
using Orchestrator.Actors.Calls;

namespace Orchestrator.Actors.Observers;

/// <summary>The calls to one observer, one at a time. The object is held weakly, as in Orleans: its owner keeps it alive.</summary>
internal sealed class ObserverMailbox : Mailbox
{
    private readonly WeakReference<object> _observer;

    public ObserverMailbox(CallMonitor monitor, object observer)
        : base(monitor, reentrant: false)
    {
        _observer = new WeakReference<object>(observer);
        Phase = MailboxPhase.Open;
    }

    /// <inheritdoc />
    internal override object? Target => _observer.TryGetTarget(out var observer) ? observer : null;

    /// <summary>Refuses calls from now on.</summary>
    public void End()
    {
        foreach (var entry in Close())
        {
            entry.Undelivered(failure: null);
        }
    }
}
