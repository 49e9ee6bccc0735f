using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>What blocks the objects that an object controls: the pods of a deployment, through its replica sets. Those that are blocked by the same are one finding.</summary>
internal sealed class DependentFindings(OwnerIndex owners, KindRegistry kinds, IReadOnlyList<IFindingSource> sources) : IFindingSource
{
    private const int MostAsked = 50;
    private const int MostLevels = 3;
    private const int MostSamples = 3;

    /// <inheritdoc/>
    public async ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        var blocked = new List<ReplicaEntry>();
        var pods = Collect(subject.Entry, blocked, MostLevels);
        var groups = new Dictionary<(string Source, string Reason), List<(string Name, Finding Finding)>>();
        foreach (var entry in blocked.Take(MostAsked))
        {
            if (kinds.TryGet(entry.Key.GroupResource) is { } kind && await FirstAsync(new WhySubject(entry, kind), cancellationToken) is { } first)
            {
                var key = (first.Source, first.Reason);
                if (!groups.TryGetValue(key, out var group))
                {
                    groups.Add(key, group = []);
                }

                group.Add(($"{kind.Kind}/{entry.Key.Name}", first));
            }
        }

        foreach (var group in groups.Values.OrderByDescending(group => group.Count))
        {
            var (name, finding) = group[0];
            var many = group.Count > 1 ? $"{(blocked.Count > MostAsked ? "at least " : "")}{group.Count} of {pods} pods: " : "";
            into.Add(finding with { About = name, Message = many + finding.Message, Samples = finding.Samples.Count > 0 ? finding.Samples : [.. group.Take(MostSamples).Select(member => member.Name)] });
        }
    }

    /// <summary>Collects what is not as it should be below an object; returns how many pods there are.</summary>
    private int Collect(ReplicaEntry owner, List<ReplicaEntry> blocked, int levels)
    {
        var pods = 0;
        foreach (var entry in owners.DependentsOf(owner.Uid))
        {
            if (entry.Metadata.Controller?.Uid != owner.Uid)
            {
                continue;
            }

            if (entry.Key.GroupResource == KnownResources.Pods)
            {
                pods++;
                if (!Readable.TryAs<Pod>(entry, out var pod) || !(PodState.IsReady(pod) || pod.Status.Phase == "Succeeded"))
                {
                    blocked.Add(entry);
                }
            }
            else if (levels > 1)
            {
                blocked.Insert(0, entry); // what keeps it from making pods comes first
                pods += Collect(entry, blocked, levels - 1);
            }
        }

        return pods;
    }

    private async Task<Finding?> FirstAsync(WhySubject subject, CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var source in sources)
        {
            await source.FindAsync(subject, found, cancellationToken);
            if (found.Count > 0)
            {
                return found[0];
            }
        }

        return null;
    }
}
