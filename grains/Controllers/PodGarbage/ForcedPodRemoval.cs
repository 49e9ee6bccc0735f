using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.PodGarbage;

/// <summary>Removes a pod whose node can no longer confirm its end: it has failed, and goes at once (<c>markFailedAndDeletePod</c>).</summary>
internal sealed class ForcedPodRemoval(ControllerServices services, IResourceClient client)
{
    private const int Batch = 64;

    /// <summary>Removes pods.</summary>
    /// <param name="pods">The pods.</param>
    /// <param name="orphaned">Whether they go because their node is gone, which their condition DisruptionTarget then says.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RemoveAsync(IEnumerable<ReplicaEntry> pods, bool orphaned, CancellationToken cancellationToken)
    {
        foreach (var batch in pods.Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(pod => RemoveAsync(pod, orphaned, cancellationToken)));
        }
    }

    private async Task RemoveAsync(ReplicaEntry entry, bool orphaned, CancellationToken cancellationToken)
    {
        try
        {
            if (entry.TryAs<Pod>() is { } seen && !PodState.IsFinished(seen))
            {
                var pod = entry.Copy<Pod>();
                pod.Status.Phase = "Failed";
                if (orphaned)
                {
                    PodDisruption.Mark(pod, "DeletionByPodGC", "PodGC: node no longer exists", services.Time.GetUtcNow().UtcDateTime);
                }

                await client.UpdateStatusAsync(pod, cancellationToken);
            }

            await client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid, GracePeriodSeconds = 0 }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // Which is what was wanted.
        }
    }
}
