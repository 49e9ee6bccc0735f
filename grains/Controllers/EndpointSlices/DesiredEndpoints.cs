using System.Runtime.InteropServices;
using Orchestrator.Api.Models.Discovery.V1;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>The endpoints that there should be, in groups of one family of addresses and one set of ports: what may stand together in a slice.</summary>
internal sealed class DesiredEndpoints
{
    private readonly Dictionary<(string Family, string Ports), DesiredGroup> _groups = [];

    /// <summary>The groups, in an order that depends on their content alone.</summary>
    public IEnumerable<DesiredGroup> Groups =>
        _groups.Values.OrderBy(static group => group.Family, StringComparer.Ordinal).ThenBy(static group => group.Ports.Key, StringComparer.Ordinal);

    /// <summary>Adds an endpoint; a second one of the same identity is dropped.</summary>
    public void Add(string family, SlicePorts ports, Endpoint endpoint)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, (family, ports.Key), out _);
        (group ??= new DesiredGroup(family, ports)).Endpoints.TryAdd(EndpointIdentity.Of(endpoint), endpoint);
    }
}

/// <summary>Endpoints that may stand together.</summary>
internal sealed record DesiredGroup(string Family, SlicePorts Ports)
{
    public Dictionary<EndpointIdentity, Endpoint> Endpoints { get; } = [];
}

/// <summary>What makes an endpoint the same one although its conditions changed: where it is and what it stands for.</summary>
internal readonly record struct EndpointIdentity(string Address, string? Hostname, string? Target)
{
    /// <summary>Of an endpoint.</summary>
    public static EndpointIdentity Of(Endpoint endpoint) =>
        new(endpoint.Addresses.Count > 0 ? endpoint.Addresses[0] : "", endpoint.Hostname, endpoint.TargetRef?.Uid ?? endpoint.TargetRef?.Name);
}
