using System.Globalization;

namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A pod's toleration of taints (<c>Toleration.ToleratesTaint</c>).</summary>
/// <param name="Key">The taint's key; empty with operator Exists tolerates every key.</param>
/// <param name="Operator">Equal (also when empty), Exists, or Gt and Lt for numbers.</param>
/// <param name="Value">The value to compare with.</param>
/// <param name="Effect">The taint's effect; empty is any.</param>
/// <param name="Seconds">How long a NoExecute taint is tolerated; null is for ever.</param>
internal readonly record struct Toleration(string Key, string Operator, string Value, string Effect, long? Seconds)
{
    /// <summary>Whether it tolerates the taint.</summary>
    public bool Tolerates(in Taint taint)
    {
        if ((Effect.Length > 0 && Effect != taint.Effect) || (Key.Length > 0 && Key != taint.Key))
        {
            return false;
        }

        return Operator switch
        {
            "" or "Equal" => Value == taint.Value,
            "Exists" => true,
            "Gt" => Compare(taint.Value) > 0,
            "Lt" => Compare(taint.Value) < 0,
            _ => false,
        };
    }

    /// <summary>Whether one of them tolerates the taint.</summary>
    public static bool Any(ReadOnlySpan<Toleration> tolerations, in Taint taint)
    {
        foreach (var toleration in tolerations)
        {
            if (toleration.Tolerates(taint))
            {
                return true;
            }
        }

        return false;
    }

    private int Compare(string taintValue) =>
        long.TryParse(taintValue, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? actual.CompareTo(bound)
            : 0;
}
