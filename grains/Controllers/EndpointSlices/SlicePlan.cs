using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>What is to be written so that the slices hold the desired endpoints.</summary>
internal sealed class SlicePlan
{
    /// <summary>New slices.</summary>
    public List<NewSlice> Creates { get; } = [];

    /// <summary>Slices that get other endpoints, ports or labels.</summary>
    public List<ChangedSlice> Updates { get; } = [];

    /// <summary>Slices that nothing is left for.</summary>
    public List<ReplicaEntry> Deletes { get; } = [];

    /// <summary>How many slices stay as they are.</summary>
    public int Unchanged { get; set; }
}

/// <summary>A slice to be made.</summary>
internal sealed record NewSlice(string Family, List<EndpointPort> Ports, List<Endpoint> Endpoints);

/// <summary>A slice to be changed.</summary>
internal sealed record ChangedSlice(ReplicaEntry Entry, List<EndpointPort> Ports, List<Endpoint> Endpoints);
