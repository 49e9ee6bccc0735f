using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;

/// <summary>How much is used, against how much should be.</summary>
/// <param name="Ratio">What is, divided by what should be.</param>
/// <param name="Utilization">Percent of what is asked for; 0 where that is not what is measured.</param>
/// <param name="Average">The average of a pod, in thousandths.</param>
internal readonly record struct Usage(double Ratio, int Utilization, long Average)
{
    /// <summary>Against a percentage of what the pods ask for.</summary>
    /// <exception cref="MetricsException">No pod with a metric asks for anything.</exception>
    public static Usage OfRequests(IReadOnlyDictionary<string, long> metrics, IReadOnlyDictionary<string, long> requests, int target)
    {
        var (used, asked, count) = (0L, 0L, 0);
        foreach (var (pod, value) in metrics)
        {
            if (requests.TryGetValue(pod, out var request))
            {
                used += value;
                asked += request;
                count++;
            }
        }

        if (asked == 0)
        {
            throw new MetricsException("no metrics returned matched known pods");
        }

        var utilization = (int)(used * 100 / asked);
        return new Usage((double)utilization / target, utilization, used / count);
    }

    /// <summary>Against an average of a pod.</summary>
    public static Usage OfAverage(IReadOnlyDictionary<string, long> metrics, long target)
    {
        var average = metrics.Values.Sum() / metrics.Count;
        return new Usage((double)average / target, 0, average);
    }
}
