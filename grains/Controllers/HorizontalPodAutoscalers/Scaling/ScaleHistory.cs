namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Scaling;

/// <summary>What an autoscaler thought and did of late. In memory: after a start the first look counts as having thought what is.</summary>
internal sealed class ScaleHistory
{
    private readonly List<ScaleChange> _ups = [];
    private readonly List<ScaleChange> _downs = [];

    /// <summary>What it thought right, before anything held it back; null before the first look.</summary>
    public List<(DateTime Time, int Replicas)>? Recommendations { get; private set; }

    /// <summary>When it was looked at last.</summary>
    public DateTime Seen { get; set; }

    /// <summary>The selector of its pods as it was last.</summary>
    public string Selector { get; set; } = "";

    /// <summary>The first look: what is, is what was thought.</summary>
    public void Begin(int replicas, DateTime now) => Recommendations ??= [(now, replicas)];

    /// <summary>Keeps a recommendation; those that are older than matters go.</summary>
    public void Recommend(int replicas, DateTime now, TimeSpan matters)
    {
        Recommendations ??= [];
        Recommendations.RemoveAll(recommendation => recommendation.Time <= now - matters);
        Recommendations.Add((now, replicas));
    }

    /// <summary>Keeps a change of the number of replicas.</summary>
    public void Changed(int from, int to, DateTime now, TimeSpan matters)
    {
        var changes = to > from ? _ups : _downs;
        changes.RemoveAll(change => change.Time <= now - matters);
        changes.Add(new ScaleChange(now, Math.Abs(to - from)));
    }

    /// <summary>How many replicas were added within a period.</summary>
    public int AddedWithin(TimeSpan period, DateTime now) => Sum(_ups, now - period);

    /// <summary>How many replicas were removed within a period.</summary>
    public int RemovedWithin(TimeSpan period, DateTime now) => Sum(_downs, now - period);

    private static int Sum(List<ScaleChange> changes, DateTime after)
    {
        var sum = 0;
        foreach (var change in changes)
        {
            sum += change.Time > after ? change.Replicas : 0;
        }

        return sum;
    }

    private readonly record struct ScaleChange(DateTime Time, int Replicas);
}
