using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Preemption;

/// <summary>The pods that would have to go from a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Pods">They, the most important first.</param>
/// <param name="Violations">How many of them a disruption budget would rather keep.</param>
internal sealed record Victims(SchedulingNode Node, IReadOnlyList<PodInfo> Pods, int Violations)
{
    /// <summary>Whether these victims are a smaller loss than the others: by violated budgets, the highest priority, the sum of priorities, the number, and how late the most
    /// important began.</summary>
    public bool IsLessThan(Victims other)
    {
        if (Violations != other.Violations)
        {
            return Violations < other.Violations;
        }

        if (Pods[0].Priority != other.Pods[0].Priority)
        {
            return Pods[0].Priority < other.Pods[0].Priority;
        }

        var (sum, otherSum) = (Sum(Pods), Sum(other.Pods));
        if (sum != otherSum)
        {
            return sum < otherSum;
        }

        return Pods.Count != other.Pods.Count ? Pods.Count < other.Pods.Count : EarliestOfHighest(Pods) > EarliestOfHighest(other.Pods);
    }

    /// <summary>The more important pod first: by priority, then by how early it began.</summary>
    public static int ByImportance(PodInfo a, PodInfo b)
    {
        var byPriority = b.Priority.CompareTo(a.Priority);
        return byPriority != 0 ? byPriority : DateTime.Compare(a.StartTime ?? DateTime.MaxValue, b.StartTime ?? DateTime.MaxValue);
    }

    /// <summary>Priorities may be negative: each is moved up, so that fewer pods are never a greater sum.</summary>
    private static long Sum(IReadOnlyList<PodInfo> pods) => pods.Sum(p => (long)p.Priority + int.MaxValue + 1);

    private static DateTime EarliestOfHighest(IReadOnlyList<PodInfo> pods) =>
        pods.Where(p => p.Priority == pods[0].Priority).Min(p => p.StartTime ?? DateTime.MaxValue);
}
