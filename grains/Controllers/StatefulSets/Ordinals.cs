using System.Globalization;
using Orchestrator.Api.Models.Apps.V1;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>The names of a stateful set's pods and claims, and the numbers in them.</summary>
internal static class Ordinals
{
    /// <summary>The name of the pod of an ordinal.</summary>
    public static string PodName(string set, int ordinal) => $"{set}-{ordinal.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The ordinal in a pod's name; -1 when it is no name that a pod of the set would get.</summary>
    public static int Of(string set, string pod)
    {
        var digits = pod.Length > set.Length + 1 && pod[set.Length] == '-' && pod.StartsWith(set, StringComparison.Ordinal) ? pod.AsSpan(set.Length + 1) : default;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) && (digits[0] != '0' || digits.Length == 1) ? ordinal : -1;
    }

    /// <summary>The name of the claim that an ordinal's pod gets of a template.</summary>
    public static string ClaimName(string template, string set, int ordinal) => $"{template}-{PodName(set, ordinal)}";

    /// <summary>The ordinal that the first pod has.</summary>
    public static int Start(StatefulSet set) => set.Spec.Ordinals?.Start ?? 0;

    /// <summary>Whether the set should have a pod of the ordinal.</summary>
    public static bool InRange(StatefulSet set, int ordinal) => ordinal >= Start(set) && ordinal < Start(set) + (set.Spec.Replicas ?? 1);

    /// <summary>The names of the sets that a claim of that name could belong to: <c>a-b-0</c> to <c>b</c>, <c>a-b-c-0</c> to <c>b-c</c> and <c>c</c>.</summary>
    public static IEnumerable<string> SetsOfClaim(string claim)
    {
        var last = claim.LastIndexOf('-');
        if (last <= 0 || !int.TryParse(claim.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            yield break;
        }

        for (var dash = claim.IndexOf('-', StringComparison.Ordinal); dash >= 0 && dash < last; dash = claim.IndexOf('-', dash + 1))
        {
            yield return claim[(dash + 1)..last];
        }
    }
}
