using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>What an API server fills into pods and pod templates where the client left it open.</summary>
internal static class PodDefaults
{
    /// <summary>Defaults that only pods have, not templates: they would freeze in a template what should follow its limits.</summary>
    public static void Pod(Pod pod)
    {
        PodSpec(pod.Spec);
        pod.Spec.EnableServiceLinks ??= true;
        foreach (var container in pod.Spec.Containers)
        {
            RequestsFromLimits(container.Resources);
        }

        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            RequestsFromLimits(container.Resources);
        }

        if (pod.Spec.Resources is { Limits: not null } resources)
        {
            PodResources.Default(resources, pod.Spec);
        }

        if (pod.Spec.HostNetwork == true)
        {
            HostPorts(pod.Spec.Containers);
            HostPorts(pod.Spec.InitContainers);
        }
    }

    /// <summary>Defaults of a pod's spec, in a pod or in a template.</summary>
    public static void PodSpec(PodSpec spec)
    {
        spec.DnsPolicy ??= "ClusterFirst";
        spec.RestartPolicy ??= "Always";
        spec.SecurityContext ??= new();
        spec.TerminationGracePeriodSeconds ??= 30;
        spec.SchedulerName ??= "default-scheduler";
        spec.ServiceAccountName ??= spec.ServiceAccount;
        spec.ServiceAccount = spec.ServiceAccountName;
        foreach (var container in spec.InitContainers ?? [])
        {
            ContainerDefaults.Container(container);
        }

        foreach (var container in spec.Containers)
        {
            ContainerDefaults.Container(container);
        }

        foreach (var container in spec.EphemeralContainers ?? [])
        {
            ContainerDefaults.Ephemeral(container);
        }

        foreach (var volume in spec.Volumes ?? [])
        {
            VolumeDefaults.Volume(volume);
        }
    }

    private static void RequestsFromLimits(ResourceRequirements resources)
    {
        if (resources.Limits is null)
        {
            return;
        }

        resources.Requests ??= [];
        foreach (var (name, limit) in resources.Limits)
        {
            resources.Requests.TryAdd(name, limit);
        }
    }

    // In the host's network a container's port is the host's.
    private static void HostPorts(List<Container>? containers)
    {
        foreach (var container in containers ?? [])
        {
            foreach (var port in container.Ports ?? [])
            {
                port.HostPort = port.HostPort is null or 0 ? port.ContainerPortValue : port.HostPort;
            }
        }
    }
}
