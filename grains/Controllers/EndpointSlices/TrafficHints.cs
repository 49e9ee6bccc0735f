using Orchestrator.Api.Models.Discovery.V1;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>For whom an endpoint is meant first, by <c>spec.trafficDistribution</c> (<c>k8s.io/endpointslice/trafficdist</c>, KEP-3015).</summary>
internal static class TrafficHints
{
    /// <summary>The label that says in which zone a node is.</summary>
    public const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>The hints of an endpoint; null when it has none.</summary>
    public static EndpointHints? Of(string? distribution, string? zone, string? node)
    {
        var forZones = distribution is "PreferClose" or "PreferSameZone" or "PreferSameNode" && zone is { Length: > 0 } ? new List<ForZone> { new() { Name = zone } } : null;
        var forNodes = distribution is "PreferSameNode" && node is { Length: > 0 } ? new List<ForNode> { new() { Name = node } } : null;
        return forZones is null && forNodes is null ? null : new EndpointHints { ForZones = forZones, ForNodes = forNodes };
    }
}
