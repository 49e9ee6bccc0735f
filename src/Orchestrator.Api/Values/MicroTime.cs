using System.Text;

namespace Orchestrator.Api.Values;

/// <summary>A point in time with microseconds, as leases and events have it.</summary>
public readonly record struct MicroTime : IComparable<MicroTime>
{
    /// <summary>Takes a time, cut to the microsecond; UTC.</summary>
    public MicroTime(DateTime value)
    {
        var utc = value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc);
        Value = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>The time, UTC.</summary>
    public DateTime Value { get; }

    /// <summary>A time, cut to the microsecond.</summary>
    public static implicit operator MicroTime(DateTime value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(MicroTime other) => Value.CompareTo(other.Value);

    /// <summary>RFC 3339 with six digits of fraction.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaxLength];
        return Encoding.ASCII.GetString(text[..Rfc3339.Format(Value, text, fractionDigits: 6)]);
    }

    /// <summary>Earlier.</summary>
    public static bool operator <(MicroTime left, MicroTime right) => left.Value < right.Value;

    /// <summary>Later.</summary>
    public static bool operator >(MicroTime left, MicroTime right) => left.Value > right.Value;

    /// <summary>Not later.</summary>
    public static bool operator <=(MicroTime left, MicroTime right) => left.Value <= right.Value;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(MicroTime left, MicroTime right) => left.Value >= right.Value;
}
