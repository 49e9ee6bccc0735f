using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Grains.Controllers.ServicePods;

namespace Orchestrator.Grains.Controllers.LoadBalancers;

/// <summary>The built-in load balancer: the nodes themselves, whose service proxies take what comes to a service's port at their addresses. Pure.</summary>
internal static class NodeBalancer
{
    /// <summary>The class by which services may ask for it; those that name none get it too.</summary>
    public const string ClassName = "orchestrator.io/node";

    /// <summary>Keeps a node out of load balancers.</summary>
    public const string ExclusionLabel = "node.kubernetes.io/exclude-from-external-load-balancers";

    /// <summary>Whether a service's load balancer is this one's matter.</summary>
    public static bool IsOurs(Service service) => service.Spec.LoadBalancerClass is null or "" or ClassName;

    /// <summary>Whether a service is to have a load balancer of this kind.</summary>
    public static bool Wants(Service service) => service.Spec.Type == "LoadBalancer" && IsOurs(service) && service.Metadata.DeletionTimestamp is null;

    /// <summary>The addresses at which a service is reached.</summary>
    /// <param name="service">The service.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="slices">The service's endpoint slices, for one whose traffic stays on the node where it comes in.</param>
    public static List<LoadBalancerIngress> Ingress(Service service, IEnumerable<Node> nodes, IEnumerable<EndpointSlice> slices)
    {
        var local = service.Spec.ExternalTrafficPolicy == "Local" ? WithEndpoints(slices) : null;
        var addresses = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (Takes(node) && local?.Contains(node.Metadata.Name!) != false)
            {
                foreach (var family in service.Spec.IpFamilies ?? [PodAddresses.IPv4])
                {
                    if (Address(node, family) is { } address && (string.IsNullOrEmpty(service.Spec.LoadBalancerIP) || service.Spec.LoadBalancerIP == address))
                    {
                        addresses.Add(address);
                    }
                }
            }
        }

        return [.. addresses.Select(static address => new LoadBalancerIngress { Ip = address, IpMode = "VIP" })];
    }

    /// <summary>Whether a node takes traffic from outside.</summary>
    public static bool Takes(Node node) =>
        node.Metadata.DeletionTimestamp is null
        && node.Metadata.Labels?.ContainsKey(ExclusionLabel) != true
        && node.Status.Conditions?.Exists(static condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static string? Address(Node node, string family) => Address(node, family, "ExternalIP") ?? Address(node, family, "InternalIP");

    private static string? Address(Node node, string family, string type) =>
        node.Status.Addresses?.Find(address => address.Type == type && PodAddresses.FamilyOf(address.Address) == family)?.Address;

    private static HashSet<string> WithEndpoints(IEnumerable<EndpointSlice> slices) =>
        [.. slices.SelectMany(static slice => slice.Endpoints)
            .Where(static endpoint => endpoint.Conditions.Ready != false && endpoint.NodeName is { Length: > 0 })
            .Select(static endpoint => endpoint.NodeName!)];
}
