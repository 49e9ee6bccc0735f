using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Creates and deletes pods of a job, and tells events of it.</summary>
internal sealed class JobPodWriter(JobFinalizer finalizer, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>The most pods created or deleted in one look; the next look does the rest.</summary>
    public const int Burst = 500;

    /// <summary>Creates pods: one first, then twice as many each time, so that a quota or a bad template costs one refusal and not hundreds.</summary>
    public async Task CreateAsync(Job job, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        for (int start = 0, batch = 1; start < pods.Count; start += batch, batch *= 2)
        {
            batch = Math.Min(batch, pods.Count - start);
            await Task.WhenAll(pods.Skip(start).Take(batch).Select(pod => CreateAsync(job, pod, cancellationToken)));
        }
    }

    /// <summary>Deletes pods that the job gives up before they have ended: they are not counted, so they lose their finalizer first.</summary>
    public Task GiveUpAsync(Job job, IEnumerable<Pod> pods, CancellationToken cancellationToken) =>
        Task.WhenAll(pods.Take(Burst).Select(async pod =>
        {
            await finalizer.RemoveAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), pod.Metadata.Uid!, cancellationToken);
            await DeleteAsync(job, pod, cancellationToken);
        }));

    /// <summary>Deletes the pods of a job that is over.</summary>
    public Task EndAsync(Job job, IEnumerable<Pod> pods, CancellationToken cancellationToken) =>
        Task.WhenAll(pods.Select(pod => DeleteAsync(job, pod, cancellationToken)));

    private async Task CreateAsync(Job job, Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(pod, cancellationToken);
            events.Normal(job, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}");
        }
        catch (ApiException ending) when (ending.Status.Details?.Causes?.Exists(cause => cause.Reason == "NamespaceTerminating") == true)
        {
            // Nothing can be created here any more, and the job itself is about to go.
        }
        catch (ApiException refused) when (refused.Status.Reason != "AlreadyExists")
        {
            events.Warning(job, "FailedCreate", $"Error creating: {refused.Message}");
            throw;
        }
    }

    private async Task DeleteAsync(Job job, Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            var options = new WriteOptions { PreconditionUid = pod.Metadata.Uid };
            await client.DeleteAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), options, cancellationToken);
            events.Normal(job, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // It went by itself, or another of its name is there now.
        }
        catch (ApiException refused)
        {
            events.Warning(job, "FailedDelete", $"Error deleting: {refused.Message}");
            throw;
        }
    }
}
