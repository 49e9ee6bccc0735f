namespace Orchestrator.Cel.Values;

/// <summary>Order of values.</summary>
public static class CelOrder
{
    /// <summary>Less than 0, 0 or more; null when they cannot be compared, NaN among them.</summary>
    public static int? Compare(CelValue a, CelValue b)
    {
        if (a.Kind != b.Kind)
        {
            return Numbers(a, b);
        }

        return a.Kind switch
        {
            CelKind.Bool => a.Bool.CompareTo(b.Bool),
            CelKind.Int or CelKind.Duration => a.Int.CompareTo(b.Int),
            CelKind.Uint => a.Uint.CompareTo(b.Uint),
            CelKind.Double => Doubles(a.Double, b.Double),
            CelKind.String => CodePoints(a.String, b.String),
            CelKind.Bytes => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes),
            CelKind.Timestamp => a.Seconds != b.Seconds ? a.Seconds.CompareTo(b.Seconds) : a.Nanos.CompareTo(b.Nanos),
            _ => null,
        };
    }

    /// <summary>The order of two numbers of different types; null when they are no numbers.</summary>
    internal static int? Numbers(CelValue a, CelValue b) => (a.Kind, b.Kind) switch
    {
        (CelKind.Int, CelKind.Uint) => a.Int < 0 ? -1 : ((ulong)a.Int).CompareTo(b.Uint),
        (CelKind.Uint, CelKind.Int) => -Numbers(b, a),
        (CelKind.Int, CelKind.Double) => IntDouble(a.Int, b.Double),
        (CelKind.Double, CelKind.Int) => -IntDouble(b.Int, a.Double),
        (CelKind.Uint, CelKind.Double) => UintDouble(a.Uint, b.Double),
        (CelKind.Double, CelKind.Uint) => -UintDouble(b.Uint, a.Double),
        _ => null,
    };

    private static int? Doubles(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b);

    private static int? IntDouble(long a, double b) => b switch
    {
        double.NaN => null,
        >= 9223372036854775808.0 => -1,
        < -9223372036854775808.0 => 1,
        _ => a != (long)b ? a.CompareTo((long)b) : 0.0.CompareTo(b - Math.Truncate(b)),
    };

    private static int? UintDouble(ulong a, double b) => b switch
    {
        double.NaN => null,
        >= 18446744073709551616.0 => -1,
        < 0 => 1,
        _ => a != (ulong)b ? a.CompareTo((ulong)b) : 0.0.CompareTo(b - Math.Truncate(b)),
    };

    /// <summary>By code points, as UTF-8 sorts; UTF-16 sorts surrogates below the end of the basic plane.</summary>
    private static int CodePoints(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] != b[i])
            {
                var (left, right) = (char.IsSurrogate(a[i]), char.IsSurrogate(b[i]));
                return left == right ? a[i].CompareTo(b[i]) : left ? 1 : -1;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
