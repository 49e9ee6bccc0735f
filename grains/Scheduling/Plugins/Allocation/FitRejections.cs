using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Plugins.Allocation;

/// <summary>What of a node does not suffice. <c>Ever</c>: it would not even if the node were empty, so preemption cannot help.</summary>
[Flags]
internal enum Lack
{
    None = 0,
    Pods = 1,
    Cpu = 2,
    Memory = 4,
    Storage = 8,
    Extended = 16,
    CpuEver = 32,
    MemoryEver = 64,
    StorageEver = 128,
    ExtendedEver = 256,
    AnyEver = CpuEver | MemoryEver | StorageEver | ExtendedEver,
}

/// <summary>The rejections for each combination of what does not suffice, made once each.</summary>
internal sealed class FitRejections
{
    private readonly Rejection?[] _plain = new Rejection?[512];
    private readonly Dictionary<(Lack, string), Rejection> _named = [];

    /// <summary>The rejection.</summary>
    /// <param name="lacking">What does not suffice.</param>
    /// <param name="names">The names of the extended resources among it.</param>
    public Rejection Of(Lack lacking, List<string>? names = null)
    {
        if (names is null)
        {
            return _plain[(int)lacking] ??= Make(lacking, []);
        }

        names.Sort(StringComparer.Ordinal);
        var key = (lacking, string.Join(' ', names));
        if (!_named.TryGetValue(key, out var rejection))
        {
            _named.Add(key, rejection = Make(lacking, names));
        }

        return rejection;
    }

    private static Rejection Make(Lack lacking, List<string> names)
    {
        var reasons = new List<string>();
        Add(Lack.Pods, "Too many pods");
        Add(Lack.Cpu, "Insufficient cpu");
        Add(Lack.Memory, "Insufficient memory");
        Add(Lack.Storage, "Insufficient ephemeral-storage");
        reasons.AddRange(names.Select(name => "Insufficient " + name));
        return new Rejection("NodeResourcesFit", [.. reasons]) { Resolvable = (lacking & Lack.AnyEver) == Lack.None };

        void Add(Lack lack, string reason)
        {
            if ((lacking & lack) != Lack.None)
            {
                reasons.Add(reason);
            }
        }
    }
}
