using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Services;

/// <summary>Checks the ports of a service.</summary>
internal static class ServicePortRules
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    public static void Validate(ServiceSpec spec, FieldErrors errors, FieldPath path)
    {
        var ports = spec.Ports ?? [];
        if (ports.Count == 0 && spec.ClusterIP != "None" && spec.Type != "ExternalName")
        {
            errors.Required(path);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            One(ports[i], spec, ports.Count > 1, names, errors, path.Index(i));
        }

        Duplicates(ports, errors, path);
    }

    private static void One(ServicePort port, ServiceSpec spec, bool needsName, HashSet<string> names, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(port.Name))
        {
            if (needsName)
            {
                errors.Required(path.Child("name"));
            }
        }
        else
        {
            errors.Invalid(path.Child("name"), port.Name, NameRules.Dns1123Label(port.Name));
            if (!names.Add(port.Name))
            {
                errors.Duplicate(path.Child("name"), port.Name);
            }
        }

        errors.Invalid(path.Child("port"), port.Port, ValueRules.PortNumber(port.Port));
        if (string.IsNullOrEmpty(port.Protocol))
        {
            errors.Required(path.Child("protocol"));
        }
        else if (!Protocols.Contains(port.Protocol))
        {
            errors.NotSupported(path.Child("protocol"), port.Protocol, Protocols);
        }

        PortRules.NumberOrName(port.TargetPort, errors, path.Child("targetPort"));
        if (!string.IsNullOrEmpty(port.AppProtocol))
        {
            errors.Invalid(path.Child("appProtocol"), port.AppProtocol, NameRules.QualifiedName(port.AppProtocol));
        }

        if (port.NodePort is not (null or 0))
        {
            if (spec.Type == "ClusterIP")
            {
                errors.Forbidden(path.Child("nodePort"), "may not be used when `type` is 'ClusterIP'");
            }

            errors.Invalid(path.Child("nodePort"), port.NodePort, ValueRules.PortNumber(port.NodePort.Value));
        }
    }

    private static void Duplicates(List<ServicePort> ports, FieldErrors errors, FieldPath path)
    {
        var numbers = new HashSet<(string?, int)>();
        var nodePorts = new HashSet<(string?, int)>();
        for (var i = 0; i < ports.Count; i++)
        {
            if (!numbers.Add((ports[i].Protocol, ports[i].Port)))
            {
                errors.Duplicate(path.Index(i), JsonNode.Parse(JsonModel.ToBytes(new ServicePort { Protocol = ports[i].Protocol, Port = ports[i].Port })));
            }

            if (ports[i].NodePort is > 0 && !nodePorts.Add((ports[i].Protocol, ports[i].NodePort!.Value)))
            {
                errors.Duplicate(path.Index(i).Child("nodePort"), ports[i].NodePort);
            }
        }
    }
}
