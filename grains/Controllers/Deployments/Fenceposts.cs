using System.Globalization;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>maxSurge and maxUnavailable of a rolling update as numbers of pods.</summary>
internal readonly record struct Fenceposts(int MaxSurge, int MaxUnavailable)
{
    /// <summary>
    /// Resolves "25%" or "3" against the replicas: a surge is rounded up and an unavailability down; both zero would never progress, so then one pod may be unavailable
    /// (as <c>ResolveFenceposts</c> has it).
    /// </summary>
    public static Fenceposts Resolve(string maxSurge, string maxUnavailable, int replicas)
    {
        var surge = Scaled(maxSurge, replicas, roundUp: true);
        var unavailable = Scaled(maxUnavailable, replicas, roundUp: false);
        if (surge == 0 && unavailable == 0)
        {
            unavailable = 1;
        }

        return new Fenceposts(surge, Math.Min(unavailable, replicas));
    }

    /// <summary>A number, or a percentage of a total.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static int Scaled(string value, int total, bool roundUp)
    {
        if (!value.EndsWith('%'))
        {
            return int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var percent = long.Parse(value.AsSpan(0, value.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (int)(((percent * total) + (roundUp ? 99 : 0)) / 100);
    }
}
