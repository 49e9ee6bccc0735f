using Orchestrator.Api.Kinds;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>What is left in a namespace that is being deleted, and what holds it.</summary>
internal sealed class NamespaceFindings(IReplica replica, KindRegistry kinds, DeletionFindings deletions) : IFindingSource
{
    private const int MostSamples = 5;

    /// <inheritdoc/>
    public async ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        if (subject.Kind is not { Group: "", Resource: "namespaces" } || subject.Entry.DeletionTimestamp is null)
        {
            return;
        }

        foreach (var kind in kinds.All.Where(kind => kind is { Namespaced: true, IsStorageVersion: true }))
        {
            var left = replica.List(kind.GroupResource).In(subject.Entry.Key.Name).ToList();
            if (left.Count > 0)
            {
                into.Add(await DescribeAsync(kind, left, cancellationToken));
            }
        }
    }

    private async Task<Finding> DescribeAsync(KindDescriptor kind, List<ReplicaEntry> left, CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var entry in left)
        {
            await deletions.FindAsync(new WhySubject(entry, kind), found, cancellationToken);
            if (found.Count > 0)
            {
                break;
            }
        }

        var because = found.Count > 0 ? $": {found[0].Message}" : "";
        return new Finding("namespace", "HasContent", $"{left.Count} {kind.GroupResource} {(left.Count == 1 ? "is" : "are")} left in it{because}")
        {
            Remedy = found.Count > 0 ? found[0].Remedy : "they are being deleted",
            Samples = [.. left.Take(MostSamples).Select(entry => entry.Key.Name)],
        };
    }
}
