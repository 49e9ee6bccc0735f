using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Grains.Controllers.EndpointSlices;
using Orchestrator.Grains.Controllers.ServicePods;
using Model = Orchestrator.Api.Models.Core.V1.Endpoints;
using Port = Orchestrator.Api.Models.Discovery.V1.EndpointPort;

namespace Orchestrator.Grains.Controllers.EndpointSliceMirroring;

/// <summary>The endpoints that stand in an Endpoints object, as slices have them. Pure.</summary>
internal sealed class MirroredEndpoints
{
    /// <summary>How many addresses of a subset are mirrored.</summary>
    public const int MostPerSubset = 1000;

    /// <summary>The endpoints.</summary>
    public DesiredEndpoints Desired { get; } = new();

    /// <summary>How many addresses were none.</summary>
    public int Invalid { get; private set; }

    /// <summary>How many addresses were left out, those that were none included.</summary>
    public int Skipped { get; private set; }

    /// <summary>Reads an object.</summary>
    public static MirroredEndpoints Of(Model endpoints, int mostPerSubset = MostPerSubset)
    {
        var mirrored = new MirroredEndpoints();
        foreach (var subset in endpoints.Subsets ?? [])
        {
            var ports = SlicePorts.Of([.. (subset.Ports ?? []).Select(static port => new Port
            {
                Name = port.Name ?? "", Port = port.Port, Protocol = port.Protocol ?? "TCP", AppProtocol = port.AppProtocol,
            })]);
            var room = mirrored.Add(subset.Addresses, ready: true, ports, mostPerSubset);
            mirrored.Add(subset.NotReadyAddresses, ready: false, ports, room);
        }

        return mirrored;
    }

    /// <returns>How many more may be added.</returns>
    private int Add(List<EndpointAddress>? addresses, bool ready, SlicePorts ports, int room)
    {
        foreach (var address in addresses ?? [])
        {
            if (room == 0)
            {
                Skipped++;
            }
            else if (!AddressRules.IsIp(address.Ip))
            {
                Invalid++;
                Skipped++;
            }
            else
            {
                room--;
                Desired.Add(PodAddresses.FamilyOf(address.Ip), ports, new Endpoint
                {
                    Addresses = [address.Ip],
                    Conditions = new EndpointConditions { Ready = ready },
                    TargetRef = address.TargetRef,
                    NodeName = address.NodeName is { Length: > 0 } node ? node : null,
                    Hostname = address.Hostname is { Length: > 0 } hostname ? hostname : null,
                });
            }
        }

        return room;
    }
}
