using Orchestrator.Api.Errors;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>
/// A controller's pod gets a name that no other had before it: the late half of a decision must not bring back a pod that has come and gone meanwhile, which whoever decided
/// later did not count any more. (People may: <c>kubectl replace --force</c> does.)
/// </summary>
/// <param name="replica">Where it is seen that a pod of the name is there: then it is refused for that.</param>
/// <param name="numbers">Found when first asked: it reads the replica, which is not loaded yet when plugins are made.</param>
internal sealed class PodNamesOncePlugin(IReplica replica, Lazy<PodNumbers> numbers) : IValidatingAdmissionPlugin
{
    /// <summary>The reason of the refusal. A pod of the name is not there, so it is not that it exists.</summary>
    public const string Reason = StatusReason.Conflict;

    private const string Controllers = "system:serviceaccount:kube-system:";

    /// <inheritdoc/>
    public string Name => AdmissionOrder.PodNamesOnce;

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(KnownResources.Pods, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        if (attributes.Caller.UserName.StartsWith(Controllers, StringComparison.Ordinal)
            && ControllerRefs.Of(attributes.Object!.Metadata) is { } owner
            && replica.Get(attributes.Key) is null
            && numbers.Value.WasGiven(owner.Uid, attributes.Key.Name))
        {
            throw new ApiException(StatusFactory.Conflict(attributes.Key.GroupResource, attributes.Key.Name, "a pod of this name has come and gone already"));
        }

        return ValueTask.CompletedTask;
    }
}
