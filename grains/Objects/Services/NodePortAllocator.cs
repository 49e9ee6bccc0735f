using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>Gives services their node ports: those asked for, or free ones.</summary>
internal sealed class NodePortAllocator(ServiceNetwork network)
{
    /// <summary>Claims what the service asks for and does not hold yet, and free ports for those that need one and name none.</summary>
    public void Allocate(WriteContext context, Service service, IReadOnlySet<int> held, FieldErrors errors)
    {
        if (!ServiceNeeds.MayHaveNodePorts(service))
        {
            return;
        }

        // Two ports of one service may share a node port if their protocols differ, so the service claims each number once.
        var taken = new HashSet<int>(held);
        var ports = service.Spec.Ports ?? [];
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i].NodePort is > 0 and var asked && taken.Add(asked))
            {
                Take(context, asked, FieldPath.Of("spec", "ports").Index(i).Child("nodePort"), errors);
            }
        }

        if (service.Spec.HealthCheckNodePort is > 0 and var healthCheck && taken.Add(healthCheck))
        {
            Take(context, healthCheck, FieldPath.Of("spec", "healthCheckNodePort"), errors);
        }

        foreach (var port in ServiceNeeds.HeldPorts(service))
        {
            // A claim that got lost is taken again.
            if (held.Contains(port) && AddressClaim.IsFree(context, AddressClaim.NodePort(port)))
            {
                AddressClaim.Take(context, AddressClaim.NodePort(port));
            }
        }

        foreach (var port in ports)
        {
            if (port.NodePort is null or 0 && ServiceNeeds.NodePorts(service))
            {
                port.NodePort = Give(context, taken, errors);
            }
        }

        if (service.Spec.HealthCheckNodePort is null or 0 && ServiceNeeds.HealthCheckPort(service))
        {
            service.Spec.HealthCheckNodePort = Give(context, taken, errors);
        }
    }

    private void Take(WriteContext context, int port, FieldPath path, FieldErrors errors)
    {
        if (!network.Contains(port))
        {
            errors.Invalid(path, port, $"provided port is not in the valid range. The range of valid ports is {network.FirstNodePort}-{network.LastNodePort}");
        }
        else if (!AddressClaim.IsFree(context, AddressClaim.NodePort(port)))
        {
            errors.Invalid(path, port, "provided port is already allocated");
        }
        else
        {
            AddressClaim.Take(context, AddressClaim.NodePort(port));
        }
    }

    private int? Give(WriteContext context, HashSet<int> taken, FieldErrors errors)
    {
        var start = Random.Shared.Next(network.NodePortCount);
        for (var i = 0; i < network.NodePortCount; i++)
        {
            var port = network.FirstNodePort + ((start + i) % network.NodePortCount);
            if (!taken.Contains(port) && AddressClaim.IsFree(context, AddressClaim.NodePort(port)))
            {
                taken.Add(port);
                AddressClaim.Take(context, AddressClaim.NodePort(port));
                return port;
            }
        }

        errors.InternalError(FieldPath.Of("spec", "ports"), "failed to allocate a nodePort: range is full");
        return null;
    }
}
