using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Creates and deletes pods of a job.</summary>
internal sealed class JobPodWriter(JobFinalizer finalizer, PodControl pods)
{
    /// <summary>The most pods created or deleted in one look; the next look does the rest.</summary>
    public const int Burst = 500;

    /// <summary>Creates pods.</summary>
    public Task CreateAsync(Job job, List<Pod> made, CancellationToken cancellationToken) =>
        SlowStart.ForEachAsync(made, firstBatch: 1, pod => pods.CreateAsync(job, pod, cancellationToken));

    /// <summary>Deletes pods that the job gives up before they have ended: they are not counted, so they lose their finalizer first.</summary>
    public Task GiveUpAsync(Job job, IEnumerable<Pod> surplus, CancellationToken cancellationToken) =>
        Task.WhenAll(surplus.Take(Burst).Select(async pod =>
        {
            await finalizer.RemoveAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), pod.Metadata.Uid!, cancellationToken);
            await pods.DeleteAsync(job, pod, cancellationToken);
        }));

    /// <summary>Deletes the pods of a job that is over.</summary>
    public Task EndAsync(Job job, IEnumerable<Pod> rest, CancellationToken cancellationToken) =>
        Task.WhenAll(rest.Select(pod => pods.DeleteAsync(job, pod, cancellationToken)));
}
