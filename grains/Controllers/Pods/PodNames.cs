namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>
/// Names for new pods: they depend on the owner and on the state that the decision was based on. So a decision that is carried out twice (by a second
/// activation, or after an answer that never came) asks for the same names again and is refused by the ledger, and never doubles a pod.
/// </summary>
internal static class PodNames
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>As many new names as asked for, none of which is taken.</summary>
    /// <param name="owner">The owner's name.</param>
    /// <param name="uid">Its uid; what else tells pods of one owner apart (a node) may follow it.</param>
    /// <param name="revision">The newest revision among it and its pods, on which the decision is based.</param>
    /// <param name="count">How many.</param>
    /// <param name="taken">Whether a name is taken already.</param>
    public static List<string> Next(string owner, string uid, long revision, int count, Func<string, bool> taken)
    {
        // 253 is the longest name; the suffix and its dash take 6.
        var prefix = (owner.Length > 247 ? owner[..247] : owner) + "-";
        var seed = Mix(FnvOffset, (ulong)revision);
        foreach (var c in uid)
        {
            seed = Mix(seed, c);
        }

        var names = new List<string>(count);
        var chosen = new HashSet<string>(count, StringComparer.Ordinal);
        for (ulong i = 0; names.Count < count; i++)
        {
            var name = prefix + SafeNames.Suffix(Finish(Mix(seed, i)));
            if (!taken(name) && chosen.Add(name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        for (var i = 0; i < 8; i++, value >>= 8)
        {
            hash = (hash ^ (value & 0xff)) * FnvPrime;
        }

        return hash;
    }

    /// <summary>Spreads the high bits over the low ones, which alone make the suffix (the finalizer of MurmurHash3).</summary>
    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
