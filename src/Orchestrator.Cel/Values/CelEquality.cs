namespace Orchestrator.Cel.Values;

/// <summary>Equality: numbers are equal when they are the same point of the number line, whatever their types; things of other types than each other are not.</summary>
public static class CelEquality
{
    /// <summary>Whether two values, neither an error, are equal.</summary>
    public static bool Same(CelValue a, CelValue b)
    {
        if (a.Kind != b.Kind)
        {
            return CelOrder.Numbers(a, b) == 0;
        }

        return a.Kind switch
        {
            CelKind.None or CelKind.Null => true,
            CelKind.Bool => a.Bool == b.Bool,
            CelKind.Int or CelKind.Uint or CelKind.Duration => a.Int == b.Int,
            CelKind.Double => a.Double == b.Double,
            CelKind.String => string.Equals(a.String, b.String, StringComparison.Ordinal),
            CelKind.Bytes => a.Bytes.AsSpan().SequenceEqual(b.Bytes),
            CelKind.Timestamp => a.Seconds == b.Seconds && a.Nanos == b.Nanos,
            CelKind.List => Lists(a.List, b.List),
            CelKind.Map => Maps(a.Map, b.Map),
            CelKind.Opaque => a.Opaque.Type.Name == b.Opaque.Type.Name && a.Opaque.Same(b.Opaque),
            CelKind.Type => a.Type.Name == b.Type.Name,
            CelKind.Object => ReferenceEquals(a.Object, b.Object) || a.Object.Equals(b.Object),
            _ => false,
        };
    }

    private static bool Lists(CelList a, CelList b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count; i++)
        {
            if (!Same(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Maps(CelMap a, CelMap b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        foreach (var key in a.Keys)
        {
            if (!a.TryGet(key, out var left) || !b.TryGet(key, out var right) || !Same(left, right))
            {
                return false;
            }
        }

        return true;
    }
}
