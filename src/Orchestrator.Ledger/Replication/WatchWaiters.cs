using System.Runtime.InteropServices;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// The watches of one resource that wait for a change, by what they wait for: those of a namespace are left alone by changes in others.
/// Under the lock of the log. Each list is linked through the watches themselves, so that waiting allocates nothing.
/// </summary>
internal sealed class WatchWaiters
{
    private readonly Dictionary<string, WatchList> _byNamespace = new(StringComparer.Ordinal);
    private readonly WatchList _all = new();

    /// <summary>Adds a watch.</summary>
    public void Add(ReplicaWatch watch)
    {
        if (watch.Namespace is null)
        {
            _all.Add(watch);
            return;
        }

        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_byNamespace, watch.Namespace, out _);
        (list ??= new WatchList()).Add(watch);
    }

    /// <summary>Removes a watch; false when it is not here.</summary>
    public bool Remove(ReplicaWatch watch) => watch.Waiting?.Remove(watch) ?? false;

    /// <summary>Takes those that a change in a namespace concerns, and lets them go on at its place.</summary>
    public void Take(string namespaceName, long place, List<ReplicaWatch> taken)
    {
        _all.TakeAll(place, taken);
        if (_byNamespace.Count > 0 && _byNamespace.TryGetValue(namespaceName, out var list))
        {
            list.TakeAll(place, taken);

            // Those who wait again find or make a list; a namespace that nobody watches leaves none behind.
            _byNamespace.Remove(namespaceName);
        }
    }

    /// <summary>Takes all of them.</summary>
    public void TakeAll(List<ReplicaWatch> taken)
    {
        _all.TakeAll(null, taken);
        foreach (var list in _byNamespace.Values)
        {
            list.TakeAll(null, taken);
        }

        _byNamespace.Clear();
    }
}
