using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.DisruptionBudgets;

/// <summary>A budget's pods, counted.</summary>
internal sealed class BudgetCount
{
    /// <summary>A pod whose eviction was granted is taken for gone so long; then it counts again.</summary>
    private static readonly TimeSpan DeletionTimeout = TimeSpan.FromMinutes(2);

    /// <summary>How many are ready and stay.</summary>
    public int Healthy { get; private set; }

    /// <summary>The pods whose eviction was granted and that have not begun to go.</summary>
    public Dictionary<string, DateTime?> Disrupted { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of them that have not gone in time.</summary>
    public List<Pod> NotDeleted { get; } = [];

    /// <summary>When the next of them has not gone in time; null when there is none.</summary>
    public DateTime? NextTimeout { get; private set; }

    /// <summary>Counts.</summary>
    public static BudgetCount Of(PodDisruptionBudget budget, IEnumerable<ReplicaEntry> pods, DateTime now)
    {
        var count = new BudgetCount();
        foreach (var entry in pods)
        {
            var pod = entry.As<Pod>();
            if (pod.Metadata.DeletionTimestamp is not null)
            {
                continue;
            }

            var since = budget.Status.DisruptedPods?.GetValueOrDefault(entry.Key.Name);
            if (since is not null && count.IsAwaited(pod, since.Value, now))
            {
                continue;
            }

            count.Healthy += PodState.IsReady(pod) ? 1 : 0;
        }

        return count;
    }

    private bool IsAwaited(Pod pod, DateTime since, DateTime now)
    {
        var end = since + DeletionTimeout;
        if (end <= now)
        {
            NotDeleted.Add(pod);
            return false;
        }

        Disrupted[pod.Metadata.Name!] = since;
        NextTimeout = NextTimeout < end ? NextTimeout : end;
        return true;
    }
}
