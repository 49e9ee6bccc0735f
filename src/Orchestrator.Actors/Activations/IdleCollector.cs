namespace Orchestrator.Actors.Activations;

/// <summary>
/// Finds idle activations at a cost in proportion to those whose time has come: each stands in the list of the time at which it is to be
/// looked at. A used one is not moved; when looked at, it goes to the list of its new time.
/// </summary>
internal sealed class IdleCollector(TimeSpan quantum)
{
    private readonly Dictionary<long, Place> _lists = [];
    private readonly Lock _gate = new();
    private readonly long _quantum = Math.Max(1, (long)quantum.TotalMilliseconds);
    private long _done = Environment.TickCount64 / Math.Max(1, (long)quantum.TotalMilliseconds);

    /// <summary>Looks at <paramref name="activation"/> at this time, by <see cref="Environment.TickCount64"/>, or up to one quantum later.</summary>
    public void Add(Activation activation, long time)
    {
        lock (_gate)
        {
            var slot = Math.Max((time / _quantum) + 1, _done + 1);
            if (!_lists.TryGetValue(slot, out var head))
            {
                _lists.Add(slot, head = new Place());
            }

            activation.Idle.InsertAfter(head, activation);
        }
    }

    /// <summary>Forgets an activation.</summary>
    public void Remove(Activation activation)
    {
        lock (_gate)
        {
            activation.Idle.Unlink();
        }
    }

    /// <summary>Collects once every quantum until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(quantum);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Collect(Environment.TickCount64);
        }
    }

    private void Collect(long now)
    {
        foreach (var activation in TakeDue(now / _quantum))
        {
            if (!activation.TryCollect(now, out var askAgain))
            {
                Add(activation, askAgain);
            }
        }
    }

    private List<Activation> TakeDue(long current)
    {
        var due = new List<Activation>();
        lock (_gate)
        {
            for (; _done < current; _done++)
            {
                if (_lists.Remove(_done + 1, out var head))
                {
                    while (head.Next is { } place)
                    {
                        due.Add(place.Activation!);
                        place.Unlink();
                    }
                }
            }
        }

        return due;
    }

    /// <summary>A link of a list; the first link of each list has no activation.</summary>
    internal sealed class Place
    {
        private Place? _previous;

        public Activation? Activation { get; private set; }

        public Place? Next { get; private set; }

        public void InsertAfter(Place head, Activation activation)
        {
            Unlink();
            Activation = activation;
            _previous = head;
            Next = head.Next;
            if (Next is not null)
            {
                Next._previous = this;
            }

            head.Next = this;
        }

        public void Unlink()
        {
            if (_previous is null)
            {
                return;
            }

            _previous.Next = Next;
            if (Next is not null)
            {
                Next._previous = _previous;
            }

            _previous = null;
            Next = null;
        }
    }
}
