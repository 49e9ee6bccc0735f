using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Storage;
using Orleans.Runtime;

namespace Orchestrator.Grains.Objects.Pods;

/// <summary>A pod.</summary>
public sealed class PodGrain(
    [PersistentState("object", LedgerStorage.Name)] IPersistentState<ObjectState> state,
    ObjectServices services)
    : ResourceGrain(state, services, PodBehavior.Instance), IPodGrain
{
    /// <inheritdoc/>
    public Task<WriteResult> ReportStatusAsync(byte[] status, string uid, Caller caller, CancellationToken cancellationToken)
    {
        var options = new WriteOptions { PreconditionUid = uid };
        return WriteAsync(new WriteRequest(WriteVerb.Update, "v1", StatusReport.Subresource, status, PatchType.None, options, caller), cancellationToken);
    }
}
