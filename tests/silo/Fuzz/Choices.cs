namespace Orchestrator.Silo.Tests.Fuzz;

/// <summary>Decides by the numbers that FsCheck made, over and over: fewer and smaller numbers are a simpler case, so FsCheck can shrink one.</summary>
internal sealed class Choices(IReadOnlyList<int> numbers)
{
    private int _at;

    /// <summary>A number below the limit.</summary>
    public int Below(int limit)
    {
        if (numbers.Count == 0)
        {
            return 0;
        }

        // the same numbers mean something else in the next round
        var round = _at / numbers.Count;
        var number = numbers[_at++ % numbers.Count];
        return (int)(unchecked((ulong)((number * 2654435761L) + (round * 40503L))) / 7 % (uint)limit);
    }

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>True in one case of so many.</summary>
    public bool OneIn(int cases) => Below(cases) == cases - 1;
}
