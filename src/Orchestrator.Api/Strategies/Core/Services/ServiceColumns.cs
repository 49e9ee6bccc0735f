using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core.Services;

/// <summary>The table of services.</summary>
internal static class ServiceColumns
{
    private const string None = "<none>";

    public static readonly IReadOnlyList<TableColumn> All =
    [
        Columns.Name<Service>(),
        Columns.Text<Service>("Type", service => service.Spec.Type ?? "", "How it is reached"),
        Columns.Text<Service>(
            "Cluster-IP",
            service => service.Spec.ClusterIPs is [var first, ..] ? first : service.Spec.ClusterIP is { Length: > 0 } ip ? ip : None,
            "Its address inside the cluster"),
        Columns.Text<Service>("External-IP", ExternalIp, "Its addresses outside the cluster"),
        Columns.Text<Service>("Port(s)", Ports, "Its ports, and those on the nodes"),
        Columns.Age<Service>(),
        Columns.Wide<Service>("Selector", service => LabelSelectorConverter.ToText(service.Spec.Selector), "Which pods it stands for"),
    ];

    private static string ExternalIp(Service service)
    {
        var external = service.Spec.ExternalIPs ?? [];
        switch (service.Spec.Type)
        {
            case "ClusterIP" or "NodePort":
                return external.Count > 0 ? string.Join(',', external) : None;
            case "LoadBalancer":
                var balancers = (service.Status.LoadBalancer.Ingress ?? [])
                    .Select(ingress => ingress.Ip is { Length: > 0 } ip ? ip : ingress.Hostname ?? "")
                    .Where(address => address.Length > 0)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal);
                var all = string.Join(',', balancers.Concat(external));
                return all.Length > 0 ? all : "<pending>";
            case "ExternalName":
                return service.Spec.ExternalName ?? "";
            default:
                return "<unknown>";
        }
    }

    private static string Ports(Service service) => service.Spec.Ports is not { Count: > 0 } ports
        ? None
        : string.Join(',', ports.Select(port => port.NodePort is > 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{port.Port}:{port.NodePort}/{port.Protocol}")
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{port.Port}/{port.Protocol}")));
}
