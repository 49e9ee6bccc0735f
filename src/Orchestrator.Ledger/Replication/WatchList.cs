namespace Orchestrator.Ledger.Replication;

/// <summary>A list of waiting watches, linked through themselves.</summary>
internal sealed class WatchList
{
    private ReplicaWatch? _first;

    /// <summary>Adds a watch.</summary>
    public void Add(ReplicaWatch watch)
    {
        (watch.Before, watch.After) = (null, _first);
        if (_first is not null)
        {
            _first.Before = watch;
        }

        _first = watch;
        watch.Waiting = this;
    }

    /// <summary>Removes a watch that is in this list.</summary>
    public bool Remove(ReplicaWatch watch)
    {
        if (watch.Before is null)
        {
            _first = watch.After;
        }
        else
        {
            watch.Before.After = watch.After;
        }

        if (watch.After is not null)
        {
            watch.After.Before = watch.Before;
        }

        (watch.Before, watch.After, watch.Waiting) = (null, null, null);
        return true;
    }

    /// <summary>Empties the list into another, and lets the watches go on at a place if one is given.</summary>
    public void TakeAll(long? place, List<ReplicaWatch> taken)
    {
        for (var watch = _first; watch is not null;)
        {
            var after = watch.After;
            watch.GoOnAt(place);
            (watch.Before, watch.After, watch.Waiting) = (null, null, null);
            taken.Add(watch);
            watch = after;
        }

        _first = null;
    }
}
