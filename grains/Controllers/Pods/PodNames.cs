namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>
/// Names of an owner's pods. Each is a number of the pod under the owner, made to look like chance by a permutation that depends on the owner alone, so that the number can be read
/// from the name. New pods have the lowest numbers that none has had: a decision that is carried out twice, or by two activations of which one knows less than the other, asks
/// for the same names and is refused by the ledger, and never doubles a pod (<see cref="PodNumbers"/>).
/// </summary>
internal static class PodNames
{
    private const int SuffixLength = 5;
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    // 253 is the longest name; the suffix and its hyphen take 6.
    private const int LongestOwner = 253 - SuffixLength - 1;

    /// <summary>What the names of an owner's pods begin with.</summary>
    public static string Prefix(string owner) => (owner.Length > LongestOwner ? owner[..LongestOwner] : owner) + "-";

    /// <summary>What a name begins with, if it has the form of a generated one; else null.</summary>
    public static string? PrefixOf(string name) => name.Length > SuffixLength + 1 && name[^(SuffixLength + 1)] == '-' ? name[..^SuffixLength] : null;

    /// <summary>The number of a pod; null when the name has not the form of a generated one.</summary>
    /// <param name="uid">The uid of its owner.</param>
    /// <param name="name">Its name.</param>
    public static int? NumberOf(string uid, string name) =>
        PrefixOf(name) is not null && SafeNames.TryReadSuffix(name.AsSpan(name.Length - SuffixLength), out var suffix) ? Permutation.Back(suffix, Seed(uid)) : null;

    /// <summary>As many new names as asked for, none of which is taken.</summary>
    /// <param name="prefix">What they begin with.</param>
    /// <param name="uid">The owner's uid; what else tells pods of one owner apart (a node) may follow it.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">The first number that may be free.</param>
    /// <param name="taken">Whether a number, or the name that it is, is taken already.</param>
    public static List<string> Next(string prefix, string uid, int count, int first, Func<int, string, bool> taken)
    {
        var seed = Seed(uid);
        var names = new List<string>(count);
        for (var number = first; names.Count < count; number++)
        {
            var name = prefix + SafeNames.Suffix((ulong)Permutation.Of(number % Permutation.Size, seed));
            if (!taken(number, name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static ulong Seed(string uid)
    {
        var seed = FnvOffset;
        foreach (var c in uid)
        {
            seed = (seed ^ c) * FnvPrime;
        }

        return seed;
    }

    /// <summary>A permutation of the numbers that five characters can say: four rounds of a Feistel network over 24 bits, again and again until the result is one of them.</summary>
    private static class Permutation
    {
        private const int Rounds = 4;
        private const int HalfBits = 12;
        private const int Half = (1 << HalfBits) - 1;

        /// <summary>How many there are: 27 characters to the fifth.</summary>
        public const int Size = 27 * 27 * 27 * 27 * 27;

        public static int Of(int number, ulong seed)
        {
            do
            {
                var (left, right) = (number >> HalfBits, number & Half);
                for (var round = 0; round < Rounds; round++)
                {
                    (left, right) = (right, left ^ Mix(right, seed, round));
                }

                number = (left << HalfBits) | right;
            }
            while (number >= Size);

            return number;
        }

        public static int Back(int number, ulong seed)
        {
            do
            {
                var (left, right) = (number >> HalfBits, number & Half);
                for (var round = Rounds - 1; round >= 0; round--)
                {
                    (left, right) = (right ^ Mix(left, seed, round), left);
                }

                number = (left << HalfBits) | right;
            }
            while (number >= Size);

            return number;
        }

        /// <summary>Spreads all bits over all others (the finalizer of MurmurHash3).</summary>
        private static int Mix(int half, ulong seed, int round)
        {
            var hash = seed + (ulong)((half << 2) | round);
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
            return (int)((hash ^ (hash >> 33)) & Half);
        }
    }
}
