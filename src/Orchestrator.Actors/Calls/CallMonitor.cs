using System.Collections.Concurrent;
using Orchestrator.Actors.Activations;

namespace Orchestrator.Actors.Calls;

/// <summary>
/// Times calls out without a cost for each call: it looks from time to time at the mailboxes that had something to do since, and expires what is overdue.
/// </summary>
internal sealed class CallMonitor(TimeSpan responseTimeout)
{
    private readonly ConcurrentQueue<Mailbox> _busy = new();

    /// <summary>How late a timeout may be: a tenth of it, at least 10 ms, at most 1 s.</summary>
    private TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(Math.Clamp(responseTimeout.TotalMilliseconds / 10, 10, 1000));

    /// <summary>Adds a mailbox that has something to do and is not watched yet.</summary>
    public void Watch(Mailbox mailbox) => _busy.Enqueue(mailbox);

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = Environment.TickCount64;
            for (var left = _busy.Count; left > 0 && _busy.TryDequeue(out var mailbox); left--)
            {
                if (mailbox.ExpireOverdue(now))
                {
                    _busy.Enqueue(mailbox);
                }
            }
        }
    }
}
