namespace Orchestrator.Api.Apply;

/// <summary>An object has at most ten managers that update it: older ones of a version become one (a real server's <c>capManagersManager</c>).</summary>
internal static class UpdateManagersCap
{
    private const int Most = 10;
    private const string Bucket = "ancient-changes";

    public static void Keep(ManagedEntries entries)
    {
        var updaters = entries.All.FindAll(static entry => entry.Operation == ManagedEntry.Update && !entry.Set.IsEmpty);
        if (updaters.Count <= Most)
        {
            return;
        }

        updaters.Sort(ManagedEntry.Compare);
        var firsts = new Dictionary<string, ManagedEntry>(StringComparer.Ordinal);
        var count = updaters.Count;
        foreach (var updater in updaters)
        {
            if (count <= Most)
            {
                return;
            }

            if (firsts.TryAdd(updater.ApiVersion, updater))
            {
                continue;
            }

            var bucket = new ManagedEntry(Bucket, ManagedEntry.Update, "", updater.ApiVersion, updater.Time, updater.Set);
            var at = entries.IndexOf(bucket);
            if (at < 0)
            {
                at = entries.IndexOf(firsts[updater.ApiVersion]);
            }

            var gathered = entries.All[at].Set.Union(updater.Set);
            entries.All[at] = bucket with { Set = gathered };
            entries.All.RemoveAt(entries.IndexOf(updater));
            count--;
        }
    }
}
