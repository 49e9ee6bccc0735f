using System.Numerics;

namespace Orchestrator.Api.Schedules;

/// <summary>The values that a field of a schedule allows.</summary>
/// <param name="Bits">A bit for each value.</param>
/// <param name="IsAll">Whether the field says <c>*</c>: it restricts nothing, which matters for the two fields of days.</param>
internal readonly record struct CronValues(ulong Bits, bool IsAll)
{
    /// <summary>The least value.</summary>
    public int First => BitOperations.TrailingZeroCount(Bits);

    /// <summary>Every so many values from one to another.</summary>
    public static CronValues Range(int start, int end, int step, bool isAll)
    {
        ulong bits = 0;
        for (long value = start; value <= end; value += step)
        {
            bits |= 1UL << (int)value;
        }

        return new CronValues(bits, isAll);
    }

    /// <summary>Whether it allows a value.</summary>
    public bool Allows(int value) => (Bits & (1UL << value)) != 0;

    /// <summary>What either allows.</summary>
    public CronValues Or(CronValues other) => new(Bits | other.Bits, IsAll || other.IsAll);
}
