using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>What a pod is as an endpoint of services (<c>k8s.io/endpointslice/util</c>).</summary>
internal static class PodAddresses
{
    public const string IPv4 = "IPv4";
    public const string IPv6 = "IPv6";

    /// <summary>The family of an address.</summary>
    public static string FamilyOf(string address) => address.Contains(':', StringComparison.Ordinal) ? IPv6 : IPv4;

    /// <summary>Whether the pod stands behind services: it has an address and has not ended.</summary>
    public static bool IsEndpoint(Pod pod, bool terminatingToo) =>
        !PodState.IsFinished(pod)
        && (pod.Status.PodIP is { Length: > 0 } || pod.Status.PodIPs is { Count: > 0 })
        && (terminatingToo || pod.Metadata.DeletionTimestamp is null);

    /// <summary>The pod's addresses of a family.</summary>
    public static List<string> Of(Pod pod, string family)
    {
        var addresses = new List<string>(1);
        if (pod.Status.PodIPs is { Count: > 0 } all)
        {
            foreach (var address in all)
            {
                Add(addresses, address.Ip, family);
            }
        }
        else if (pod.Status.PodIP is { Length: > 0 } only)
        {
            Add(addresses, only, family);
        }

        return addresses;
    }

    /// <summary>The name that the pod has in the service's domain, or null.</summary>
    public static string? HostnameIn(Service service, Pod pod) =>
        pod.Spec.Hostname is { Length: > 0 } hostname && pod.Spec.Subdomain == service.Metadata.Name ? hostname : null;

    /// <summary>Whether two states of a pod are the same endpoint of the same services.</summary>
    public static bool LookAlike(ReplicaEntry before, ReplicaEntry after)
    {
        var (a, b) = (before.As<Pod>(), after.As<Pod>());
        return PodState.IsReady(a) == PodState.IsReady(b)
            && PodState.IsFinished(a) == PodState.IsFinished(b)
            && a.Metadata.DeletionTimestamp is null == b.Metadata.DeletionTimestamp is null
            && a.Spec.NodeName == b.Spec.NodeName
            && SameAddresses(a.Status, b.Status)
            && Labels.Same(before.Labels, after.Labels);
    }

    private static bool SameAddresses(PodStatus a, PodStatus b)
    {
        var (first, second) = (a.PodIPs, b.PodIPs);
        if (a.PodIP != b.PodIP || (first?.Count ?? 0) != (second?.Count ?? 0))
        {
            return false;
        }

        for (var i = 0; i < (first?.Count ?? 0); i++)
        {
            if (first![i].Ip != second![i].Ip)
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(List<string> addresses, string address, string family)
    {
        if (address.Length > 0 && FamilyOf(address) == family)
        {
            addresses.Add(address);
        }
    }
}
