using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>
/// Keeps what was allocated when an update leaves it out, and drops what the new type no longer has
/// (a real server's <c>patchAllocatedValues</c> and <c>dropTypeDependentFields</c>).
/// </summary>
internal static class ServiceCarryOver
{
    /// <summary>Prepares the new state of a service.</summary>
    public static void Apply(Service service, Service old)
    {
        ClusterIPs(service, old);
        NodePorts(service, old);
        DropTypeDependent(service.Spec, old.Spec);
        if (ServiceNeeds.HealthCheckPort(service) && ServiceNeeds.HealthCheckPort(old))
        {
            service.Spec.HealthCheckNodePort ??= old.Spec.HealthCheckNodePort;
        }
        else if (!ServiceNeeds.HealthCheckPort(service) && service.Spec.HealthCheckNodePort == old.Spec.HealthCheckNodePort)
        {
            service.Spec.HealthCheckNodePort = null;
        }
    }

    /// <summary>What only the old type has is dropped, if the client merely sent it back.</summary>
    private static void DropTypeDependent(ServiceSpec spec, ServiceSpec old)
    {
        var external = spec.Type is "NodePort" or "LoadBalancer" || (spec.Type == "ClusterIP" && spec.ExternalIPs is { Count: > 0 });
        if (!external && spec.ExternalTrafficPolicy == old.ExternalTrafficPolicy)
        {
            spec.ExternalTrafficPolicy = null;
        }

        if (spec.Type == "LoadBalancer")
        {
            return;
        }

        if (spec.AllocateLoadBalancerNodePorts == old.AllocateLoadBalancerNodePorts)
        {
            spec.AllocateLoadBalancerNodePorts = null;
        }

        if (spec.LoadBalancerClass == old.LoadBalancerClass)
        {
            spec.LoadBalancerClass = null;
        }
    }

    private static void ClusterIPs(Service service, Service old)
    {
        if (!ServiceNeeds.ClusterIP(service))
        {
            service.Spec.ClusterIP = null;
            service.Spec.ClusterIPs = null;
            service.Spec.IpFamilies = null;
            service.Spec.IpFamilyPolicy = null;
            return;
        }

        if (ServiceNeeds.ClusterIP(old))
        {
            if (string.IsNullOrEmpty(service.Spec.ClusterIP))
            {
                service.Spec.ClusterIP = old.Spec.ClusterIP;
            }

            if (service.Spec.ClusterIPs is null or { Count: 0 } && service.Spec.ClusterIP == old.Spec.ClusterIP)
            {
                service.Spec.ClusterIPs = old.Spec.ClusterIPs;
            }

            service.Spec.IpFamilies ??= old.Spec.IpFamilies;
            service.Spec.IpFamilyPolicy ??= old.Spec.IpFamilyPolicy;
        }
    }

    private static void NodePorts(Service service, Service old)
    {
        if (!ServiceNeeds.MayHaveNodePorts(service))
        {
            DropNodePorts(service, ServiceNeeds.HeldPorts(old));
            return;
        }

        if (!ServiceNeeds.NodePorts(service) || !ServiceNeeds.NodePorts(old))
        {
            return;
        }

        var used = ServiceNeeds.HeldPorts(service);
        foreach (var port in service.Spec.Ports ?? [])
        {
            if (port.NodePort is not (null or 0))
            {
                continue;
            }

            var before = old.Spec.Ports?.Find(other => (other.Name ?? "") == (port.Name ?? ""));
            if (before?.NodePort is > 0 and var nodePort && used.Add(nodePort))
            {
                port.NodePort = nodePort;
            }
        }
    }

    /// <summary>Node ports that the client merely sent back are dropped; new ones are left for validation to refuse.</summary>
    private static void DropNodePorts(Service service, HashSet<int> before)
    {
        foreach (var port in service.Spec.Ports ?? [])
        {
            if (port.NodePort is { } nodePort && before.Contains(nodePort))
            {
                port.NodePort = null;
            }
        }
    }
}
