using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Values;

/// <summary>A value: small ones stand in it, others are referred to, none is copied.</summary>
public readonly struct CelValue
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanos;

    private CelValue(CelKind kind, long bits, object? reference = null, int nanos = 0)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
        _nanos = nanos;
    }

    /// <summary>What it is.</summary>
    public CelKind Kind { get; }

    /// <summary>null.</summary>
    public static CelValue Null { get; } = new(CelKind.Null, 0);

    /// <summary>The literal 9223372036854775808, which only with a minus before it is a number.</summary>
    internal static CelValue LeastInt { get; } = new(CelKind.Int, long.MinValue, null, 1);

    /// <summary>Whether it is <see cref="LeastInt"/>.</summary>
    internal bool IsLeastIntLiteral => Kind == CelKind.Int && _nanos == 1;

    /// <summary>The value of a bool.</summary>
    public bool Bool => _bits != 0;

    /// <summary>The value of an int.</summary>
    public long Int => _bits;

    /// <summary>The value of a uint.</summary>
    public ulong Uint => (ulong)_bits;

    /// <summary>The value of a double.</summary>
    public double Double => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The value of a string.</summary>
    public string String => (string)_reference!;

    /// <summary>The value of bytes.</summary>
    public byte[] Bytes => (byte[])_reference!;

    /// <summary>A timestamp's seconds since 1970.</summary>
    public long Seconds => _bits;

    /// <summary>A timestamp's billionths of the second.</summary>
    public int Nanos => _nanos;

    /// <summary>A duration in billionths of a second.</summary>
    public long DurationNanos => _bits;

    /// <summary>The list.</summary>
    public CelList List => (CelList)_reference!;

    /// <summary>The map.</summary>
    public CelMap Map => (CelMap)_reference!;

    /// <summary>The object.</summary>
    public CelObject Object => (CelObject)_reference!;

    /// <summary>What only functions look into.</summary>
    public CelOpaque Opaque => (CelOpaque)_reference!;

    /// <summary>The type.</summary>
    public CelType Type => (CelType)_reference!;

    /// <summary>An error's text.</summary>
    public string ErrorMessage => (string)_reference!;

    /// <summary>Whether it is an error.</summary>
    public bool IsError => Kind == CelKind.Error;

    /// <summary>Whether it is the bool true.</summary>
    public bool IsTrue => Kind == CelKind.Bool && _bits != 0;

    /// <summary>Whether it is the bool false.</summary>
    public bool IsFalse => Kind == CelKind.Bool && _bits == 0;

    /// <summary>A bool.</summary>
    public static CelValue Of(bool value) => new(CelKind.Bool, value ? 1 : 0);

    /// <summary>An int.</summary>
    public static CelValue Of(long value) => new(CelKind.Int, value);

    /// <summary>A uint.</summary>
    public static CelValue Of(ulong value) => new(CelKind.Uint, (long)value);

    /// <summary>A double.</summary>
    public static CelValue Of(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A string.</summary>
    public static CelValue Of(string value) => new(CelKind.String, 0, value);

    /// <summary>Bytes.</summary>
    public static CelValue Of(byte[] value) => new(CelKind.Bytes, 0, value);

    /// <summary>A list.</summary>
    public static CelValue Of(CelList value) => new(CelKind.List, 0, value);

    /// <summary>A map.</summary>
    public static CelValue Of(CelMap value) => new(CelKind.Map, 0, value);

    /// <summary>An object.</summary>
    public static CelValue Of(CelObject value) => new(CelKind.Object, 0, value);

    /// <summary>What only functions look into.</summary>
    public static CelValue Of(CelOpaque value) => new(CelKind.Opaque, 0, value);

    /// <summary>A type.</summary>
    public static CelValue Of(CelType value) => new(CelKind.Type, 0, value);

    /// <summary>A moment. An error when it is before the year 1 or after 9999.</summary>
    public static CelValue Timestamp(long seconds, int nanos) =>
        seconds is < -62135596800 or > 253402300799 ? Error("timestamp overflow") : new(CelKind.Timestamp, seconds, null, nanos);

    /// <summary>A moment.</summary>
    public static CelValue Of(DateTime utc)
    {
        var ticks = utc.Ticks - DateTime.UnixEpoch.Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0 ? Timestamp(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * 100) : Timestamp(seconds, (int)rest * 100);
    }

    /// <summary>A span of time.</summary>
    public static CelValue Duration(long nanos) => new(CelKind.Duration, nanos);

    /// <summary>An error.</summary>
    public static CelValue Error(string message) => new(CelKind.Error, 0, message);

    /// <summary>No function of the name takes these values.</summary>
    public static CelValue NoOverload { get; } = Error("no such overload");

    /// <summary>A map without the key, an object without the field.</summary>
    public static CelValue NoSuchKey(CelValue key) => Error("no such key: " + CelText.Show(key));

    /// <summary>The negated number, where the literal is a number that can be.</summary>
    internal CelValue? Negated() => Kind switch
    {
        CelKind.Int when IsLeastIntLiteral => Of(long.MinValue),
        CelKind.Int => Of(-_bits),
        CelKind.Double => Of(-Double),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => CelText.Show(this);
}
