using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Services;

/// <summary>What an API server fills into services. Addresses and node ports are allocated elsewhere.</summary>
internal static class ServiceDefaults
{
    private const int AffinitySeconds = 10800;

    public static void Service(Service service)
    {
        var spec = service.Spec;
        spec.Type = string.IsNullOrEmpty(spec.Type) ? "ClusterIP" : spec.Type;
        Affinity(spec);
        foreach (var port in spec.Ports ?? [])
        {
            port.Protocol = string.IsNullOrEmpty(port.Protocol) ? "TCP" : port.Protocol;
            if (port.TargetPort == 0 || port.TargetPort == "")
            {
                port.TargetPort = port.Port;
            }
        }

        if (string.IsNullOrEmpty(spec.ExternalTrafficPolicy) && IsExternallyAccessible(spec))
        {
            spec.ExternalTrafficPolicy = "Cluster";
        }

        if (spec.Type is "ClusterIP" or "NodePort" or "LoadBalancer")
        {
            spec.InternalTrafficPolicy ??= "Cluster";
        }

        if (spec.Type == "LoadBalancer")
        {
            spec.AllocateLoadBalancerNodePorts ??= true;
        }
    }

    /// <summary>Whether traffic may come from outside the cluster.</summary>
    public static bool IsExternallyAccessible(ServiceSpec spec) =>
        spec.Type is "NodePort" or "LoadBalancer" || (spec.Type == "ClusterIP" && spec.ExternalIPs is { Count: > 0 });

    private static void Affinity(ServiceSpec spec)
    {
        spec.SessionAffinity = string.IsNullOrEmpty(spec.SessionAffinity) ? "None" : spec.SessionAffinity;
        switch (spec.SessionAffinity)
        {
            case "None":
                spec.SessionAffinityConfig = null;
                break;
            case "ClientIP":
                spec.SessionAffinityConfig ??= new();
                spec.SessionAffinityConfig.ClientIP ??= new();
                spec.SessionAffinityConfig.ClientIP.TimeoutSeconds ??= AffinitySeconds;
                break;
        }
    }
}
