using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>What a service needs of the network, and what it holds.</summary>
internal static class ServiceNeeds
{
    /// <summary>The cluster IP of a headless service.</summary>
    public const string Headless = "None";

    /// <summary>Whether the type has cluster IPs; a headless service has the type but takes no address.</summary>
    public static bool ClusterIP(Service service) => service.Spec.Type is null or "" or "ClusterIP" or "NodePort" or "LoadBalancer";

    /// <summary>Whether each port of the service needs a node port.</summary>
    public static bool NodePorts(Service service) =>
        service.Spec.Type == "NodePort" || (service.Spec.Type == "LoadBalancer" && service.Spec.AllocateLoadBalancerNodePorts is null or true);

    /// <summary>Whether the service may have node ports.</summary>
    public static bool MayHaveNodePorts(Service service) => service.Spec.Type is "NodePort" or "LoadBalancer";

    /// <summary>Whether the service needs a port for health checks of its load balancer.</summary>
    public static bool HealthCheckPort(Service service) => service.Spec is { Type: "LoadBalancer", ExternalTrafficPolicy: "Local" };

    /// <summary>The addresses that the service holds.</summary>
    public static HashSet<string> HeldAddresses(Service? service)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in service?.Spec.ClusterIPs ?? [])
        {
            if (address.Length > 0 && address != Headless)
            {
                held.Add(address);
            }
        }

        return held;
    }

    /// <summary>The node ports that the service holds.</summary>
    public static HashSet<int> HeldPorts(Service? service)
    {
        var held = new HashSet<int>();
        foreach (var port in service?.Spec.Ports ?? [])
        {
            if (port.NodePort is > 0 and var nodePort)
            {
                held.Add(nodePort);
            }
        }

        if (service?.Spec.HealthCheckNodePort is > 0 and var healthCheck)
        {
            held.Add(healthCheck);
        }

        return held;
    }
}
