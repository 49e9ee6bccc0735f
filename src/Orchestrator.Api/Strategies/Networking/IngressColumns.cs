using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>The table of ingresses.</summary>
internal static class IngressColumns
{
    private const int ShownHosts = 3;

    public static IReadOnlyList<TableColumn> All() =>
    [
        Columns.Name<Ingress>(),
        Columns.Text<Ingress>("Class", ingress => ingress.Spec.IngressClassName ?? "<none>", "The class of controllers that serves it"),
        Columns.Text<Ingress>("Hosts", ingress => Hosts(ingress.Spec.Rules), "The hosts that its rules are for"),
        Columns.Text<Ingress>("Address", Address, "Where it is reached"),
        Columns.Text<Ingress>("Ports", ingress => ingress.Spec.Tls is { Count: > 0 } ? "80, 443" : "80", "The ports that it listens on"),
        Columns.Age<Ingress>(),
    ];

    private static string Hosts(List<IngressRule>? rules)
    {
        var hosts = new List<string>();
        var more = false;
        foreach (var rule in rules ?? [])
        {
            more |= hosts.Count == ShownHosts;
            if (!more && !string.IsNullOrEmpty(rule.Host))
            {
                hosts.Add(rule.Host);
            }
        }

        return hosts.Count == 0 ? "*" : more ? $"{string.Join(',', hosts)} + {Invariant.Text(rules!.Count - ShownHosts)} more..." : string.Join(',', hosts);
    }

    private static string Address(Ingress ingress) => string.Join(',', (ingress.Status.LoadBalancer.Ingress ?? [])
        .Select(point => point.Ip is { Length: > 0 } ip ? ip : point.Hostname ?? "")
        .Where(address => address.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal));
}
