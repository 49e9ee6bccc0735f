using System.Diagnostics.Metrics;
using Orchestrator.Api.Kinds;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Metrics;

/// <summary>How many objects there are, and how far the replica has come.</summary>
internal sealed class StorageMetrics
{
    private readonly KindRegistry _kinds;
    private readonly IReplica _replica;

    public StorageMetrics(SiloMeter meter, KindRegistry kinds, IReplica replica)
    {
        (_kinds, _replica) = (kinds, replica);
        meter.Meter.CreateObservableGauge("apiserver_storage_objects", ByName, description: "Stored objects by resource.");
        meter.Meter.CreateObservableGauge("apiserver_resource_objects", ByResource, description: "Stored objects by group and resource.");
        meter.Meter.CreateObservableGauge("orchestrator_replica_revision", () => replica.Revision, description: "The last revision that the replica shows.");
    }

    private IEnumerable<Measurement<long>> ByName() => Stored().Select(stored => new Measurement<long>(
        stored.Count, new KeyValuePair<string, object?>("resource", stored.Kind.Group.Length == 0 ? stored.Kind.Resource : $"{stored.Kind.Resource}.{stored.Kind.Group}")));

    private IEnumerable<Measurement<long>> ByResource() => Stored().Select(stored => new Measurement<long>(
        stored.Count, new("group", stored.Kind.Group), new KeyValuePair<string, object?>("resource", stored.Kind.Resource)));

    private IEnumerable<(KindDescriptor Kind, int Count)> Stored()
    {
        foreach (var kind in _kinds.All)
        {
            if (kind.IsStorageVersion && kind.Verbs.Contains("list") && kind.Verbs.Contains("create"))
            {
                yield return (kind, _replica.List(kind.GroupResource).Count);
            }
        }
    }
}
