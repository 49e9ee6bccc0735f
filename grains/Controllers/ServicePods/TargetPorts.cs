using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>Finds the ports of pods behind a service's ports (<c>podutil.FindPort</c>).</summary>
internal static class TargetPorts
{
    /// <summary>Whether pods may differ: a name can stand for another number in each.</summary>
    public static bool DependOnPod(Service service)
    {
        foreach (var port in service.Spec.Ports ?? [])
        {
            if (port.TargetPort.IsString)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number that a port has in the pod; null when the pod has no port of that name.</summary>
    public static int? Find(ServicePort port, Pod pod)
    {
        if (!port.TargetPort.IsString)
        {
            return port.TargetPort.IntValue == 0 ? port.Port : port.TargetPort.IntValue;
        }

        foreach (var container in pod.Spec.Containers)
        {
            if (Named(container, port) is { } number)
            {
                return number;
            }
        }

        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            // A sidecar: it runs as long as the pod does.
            if (container.RestartPolicy == "Always" && Named(container, port) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    private static int? Named(Container container, ServicePort wanted)
    {
        foreach (var port in container.Ports ?? [])
        {
            if (port.Name == wanted.TargetPort.StringValue && (port.Protocol ?? "TCP") == (wanted.Protocol ?? "TCP"))
            {
                return port.ContainerPortValue;
            }
        }

        return null;
    }
}
