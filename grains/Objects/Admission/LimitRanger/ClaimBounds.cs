using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.LimitRanger;

/// <summary>Holds a claim for storage to a limit range.</summary>
internal static class ClaimBounds
{
    private const string Type = "PersistentVolumeClaim";

    /// <summary>Adds what is out of bounds.</summary>
    public static void Check(PersistentVolumeClaim claim, LimitRange range, List<string> violations)
    {
        var requests = claim.Spec.Resources.Requests ?? [];
        foreach (var item in range.Spec.Limits.Where(item => item.Type == Type))
        {
            foreach (var (name, bound) in Bound.Sorted(item.Min))
            {
                Bound.Minimum(Type, name, bound, requests, [], violations);
            }

            foreach (var (name, bound) in Bound.Sorted(item.Max))
            {
                Bound.MaximumRequest(Type, name, bound, requests, violations);
            }
        }
    }
}
