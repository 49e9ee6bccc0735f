using System.Collections.Concurrent;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// How long a job waits before its next pod after failures: 10 s, doubling up to 10 min; a success ends it. It is told from the pods that are there, so it holds over
/// restarts; what it saw of pods that somebody has deleted meanwhile it remembers as long as the process lives.
/// </summary>
internal sealed class FailureBackoff
{
    private static readonly Backoff Waits = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10));
    private readonly ConcurrentDictionary<ObjectKey, Streak> _streaks = new();

    /// <summary>How long the job still has to wait; zero or less when it need not.</summary>
    public TimeSpan Remaining(ObjectKey key, JobTally tally, DateTime now)
    {
        var uid = tally.Job.Metadata.Uid!;
        var seen = Visible(tally, uid);
        if (_streaks.TryGetValue(key, out var known) && known.Uid == uid)
        {
            seen = Join(known, seen, tally);
        }

        _streaks[key] = seen;
        return seen.Failures == 0 ? TimeSpan.Zero : seen.LastFailure + Waits.After(seen.Failures) - now;
    }

    /// <summary>How long an index still has to wait after its last failed pod.</summary>
    public static TimeSpan Remaining(Pod lastFailure, DateTime now) =>
        JobPods.EndedAt(lastFailure) + Waits.After(JobPods.EarlierFailures(lastFailure) + JobPods.EarlierIgnoredFailures(lastFailure) + 1) - now;

    /// <summary>The job is over or gone.</summary>
    public void Forget(ObjectKey key) => _streaks.TryRemove(key, out _);

    private static Streak Visible(JobTally tally, string uid)
    {
        var ended = tally.Pods.Where(pod => PodState.IsFinished(pod) || JobPods.IsFailed(pod, tally.Job))
            .Select(pod => (Succeeded: pod.Status.Phase == "Succeeded", At: JobPods.EndedAt(pod)))
            .OrderBy(pod => pod.At)
            .ThenByDescending(pod => pod.Succeeded);
        var streak = new Streak(uid, 0, DateTime.MinValue, DateTime.MinValue);
        foreach (var (succeeded, at) in ended)
        {
            streak = succeeded ? new Streak(uid, 0, DateTime.MinValue, at) : streak with { Failures = streak.Failures + 1, LastFailure = at };
        }

        return streak;
    }

    private static Streak Join(Streak known, Streak seen, JobTally tally)
    {
        if (seen.LastSuccess >= known.LastFailure)
        {
            return seen;
        }

        var since = tally.Pods.Count(pod => JobPods.IsFailed(pod, tally.Job) && JobPods.EndedAt(pod) > known.LastFailure);
        return known with
        {
            Failures = Math.Max(seen.Failures, known.Failures + since),
            LastFailure = seen.LastFailure > known.LastFailure ? seen.LastFailure : known.LastFailure,
            LastSuccess = seen.LastSuccess > known.LastSuccess ? seen.LastSuccess : known.LastSuccess,
        };
    }

    private readonly record struct Streak(string Uid, int Failures, DateTime LastFailure, DateTime LastSuccess);
}
