using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the ports of containers.</summary>
internal static class ContainerPortRules
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    public static void Validate(List<ContainerPort>? ports, bool hostNetwork, FieldErrors errors, FieldPath path)
    {
        HashSet<string>? names = null;
        for (var i = 0; i < (ports?.Count ?? 0); i++)
        {
            var port = ports![i];
            var at = path.Index(i);
            if (!string.IsNullOrEmpty(port.Name))
            {
                var messages = ValueRules.PortName(port.Name);
                errors.Invalid(at.Child("name"), port.Name, messages);
                if (messages.Count == 0 && !(names ??= new(StringComparer.Ordinal)).Add(port.Name))
                {
                    errors.Duplicate(at.Child("name"), port.Name);
                }
            }

            Numbers(port, hostNetwork, errors, at);
            PodSpecValidation.OneOf(port.Protocol, Protocols, errors, at.Child("protocol"));
            if (!string.IsNullOrEmpty(port.HostIP))
            {
                errors.Invalid(at.Child("hostIP"), port.HostIP, AddressRules.Legacy(port.HostIP));
            }
        }
    }

    /// <summary>No two containers of a pod may want the same port of the host.</summary>
    public static void HostPorts(List<Container> containers, FieldErrors errors, FieldPath path)
    {
        HashSet<string>? taken = null;
        for (var c = 0; c < containers.Count; c++)
        {
            for (var i = 0; i < (containers[c].Ports?.Count ?? 0); i++)
            {
                var port = containers[c].Ports![i];
                if (port.HostPort is not > 0)
                {
                    continue;
                }

                var key = $"{port.Protocol}/{port.HostIP}/{Invariant.Text(port.HostPort.Value)}";
                if (!(taken ??= new(StringComparer.Ordinal)).Add(key))
                {
                    errors.Duplicate(path.Index(c).Child("ports").Index(i).Child("hostPort"), key);
                }
            }
        }
    }

    private static void Numbers(ContainerPort port, bool hostNetwork, FieldErrors errors, FieldPath path)
    {
        if (port.ContainerPortValue == 0)
        {
            errors.Required(path.Child("containerPort"));
        }
        else
        {
            errors.Invalid(path.Child("containerPort"), port.ContainerPortValue, ValueRules.PortNumber(port.ContainerPortValue));
        }

        if (port.HostPort is not (null or 0))
        {
            errors.Invalid(path.Child("hostPort"), port.HostPort, ValueRules.PortNumber(port.HostPort.Value));
        }

        if (hostNetwork && port.HostPort != port.ContainerPortValue)
        {
            errors.Invalid(path.Child("containerPort"), port.ContainerPortValue, "must match `hostPort` when `hostNetwork` is true");
        }
    }
}
