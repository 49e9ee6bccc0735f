using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>How many pods of a replica set are how far.</summary>
/// <param name="Active">Neither finished nor terminating.</param>
/// <param name="Ready">Of these, ready.</param>
/// <param name="Available">Of these, ready for at least minReadySeconds.</param>
/// <param name="Terminating">Terminating and not finished.</param>
/// <param name="NextAvailable">When the next ready one becomes available; null when none is waiting for it.</param>
internal readonly record struct PodCounts(int Active, int Ready, int Available, int Terminating, DateTime? NextAvailable)
{
    /// <summary>Counts.</summary>
    public static PodCounts Of(IEnumerable<Pod> pods, int minReadySeconds, DateTime now)
    {
        int active = 0, ready = 0, available = 0, terminating = 0;
        DateTime? next = null;
        foreach (var pod in pods)
        {
            if (!PodState.IsActive(pod))
            {
                terminating += pod.Metadata.DeletionTimestamp is not null && !PodState.IsFinished(pod) ? 1 : 0;
                continue;
            }

            active++;
            if (PodState.AvailableAt(pod, minReadySeconds) is { } at)
            {
                ready++;
                available += at <= now ? 1 : 0;
                next = at > now && (next is null || at < next) ? at : next;
            }
            else if (PodState.IsReady(pod))
            {
                ready++;
            }
        }

        return new PodCounts(active, ready, available, terminating, next);
    }
}
