using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Objects.Admission.Amounts;

namespace Orchestrator.Grains.Objects.Admission.LimitRanger;

/// <summary>Holds each container of a pod, and the pod as a whole, to a limit range.</summary>
internal static class PodBounds
{
    /// <summary>Adds what is out of bounds.</summary>
    public static void Check(Pod pod, LimitRange range, List<string> violations)
    {
        foreach (var item in range.Spec.Limits)
        {
            switch (item.Type)
            {
                case "Container":
                    foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []))
                    {
                        Check(item, container.Resources.Requests ?? [], container.Resources.Limits ?? [], violations);
                    }

                    break;
                case "Pod":
                    Check(item, PodAmounts.Requests(pod.Spec, withOverhead: false), PodAmounts.Limits(pod.Spec, withOverhead: false), violations);
                    break;
            }
        }
    }

    private static void Check(LimitRangeItem item, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits, List<string> violations)
    {
        foreach (var (name, bound) in Bound.Sorted(item.Min))
        {
            Bound.Minimum(item.Type, name, bound, requests, limits, violations);
        }

        foreach (var (name, bound) in Bound.Sorted(item.Max))
        {
            Bound.Maximum(item.Type, name, bound, requests, limits, violations);
        }

        foreach (var (name, bound) in Bound.Sorted(item.MaxLimitRequestRatio))
        {
            Bound.Ratio(item.Type, name, bound, requests, limits, violations);
        }
    }
}
