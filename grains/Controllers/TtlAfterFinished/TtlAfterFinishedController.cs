using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Jobs;

namespace Orchestrator.Grains.Controllers.TtlAfterFinished;

/// <summary>Deletes jobs, with their pods, some time after they are over (<c>spec.ttlSecondsAfterFinished</c>; <c>pkg/controller/ttlafterfinished</c>).</summary>
internal sealed class TtlAfterFinishedController(ControllerServices services) : Controller<Job>("ttl-after-finished-controller", JobNames.Jobs, services)
{
    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Job value, CancellationToken cancellationToken)
    {
        if (value.Spec.TtlSecondsAfterFinished is not { } seconds || value.Metadata.DeletionTimestamp is not null || JobState.Finished(value)?.LastTransitionTime is not { } end)
        {
            return ReconcileResult.Done;
        }

        var left = end.AddSeconds(seconds) - Now;
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left).Because($"deletes the job at {end.AddSeconds(seconds):u}");
        }

        // Only as it was judged: a longer time may have been asked for meanwhile.
        var options = new WriteOptions
        {
            PropagationPolicy = "Foreground",
            PreconditionUid = value.Metadata.Uid,
            PreconditionResourceVersion = value.Metadata.ResourceVersion,
        };
        await Client.DeleteAsync(key, options, cancellationToken);
        return ReconcileResult.Done;
    }
}
