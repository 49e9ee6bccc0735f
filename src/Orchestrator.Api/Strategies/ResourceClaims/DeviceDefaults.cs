using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>What claims leave open: one device of each request, and tolerations that compare.</summary>
internal static class DeviceDefaults
{
    public static void Claim(DeviceClaim claim)
    {
        foreach (var request in claim.Requests)
        {
            if (request.Exactly is { } exactly)
            {
                exactly.AllocationMode = Mode(exactly.AllocationMode);
                exactly.Count = Count(exactly.AllocationMode, exactly.Count);
                Tolerations(exactly.Tolerations);
            }

            foreach (var sub in request.FirstAvailable ?? [])
            {
                sub.AllocationMode = Mode(sub.AllocationMode);
                sub.Count = Count(sub.AllocationMode, sub.Count);
                Tolerations(sub.Tolerations);
            }
        }
    }

    private static string Mode(string? mode) => string.IsNullOrEmpty(mode) ? "ExactCount" : mode;

    private static long? Count(string mode, long? count) => mode == "ExactCount" && count is null or 0 ? 1 : count;

    private static void Tolerations(List<DeviceToleration>? tolerations)
    {
        foreach (var toleration in tolerations ?? [])
        {
            toleration.Operator = string.IsNullOrEmpty(toleration.Operator) ? "Equal" : toleration.Operator;
        }
    }
}
