using Orchestrator.Api.Errors;
using Orchestrator.Grains.Objects.Admission;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>
/// A controller's pod gets a name that no other had before it: the late half of a decision must not bring back a pod that has come and gone meanwhile, which whoever decided
/// later did not count any more. (People may: <c>kubectl replace --force</c> does.)
/// </summary>
/// <param name="numbers">Found when first asked: it reads the replica, which is not loaded yet when plugins are made.</param>
internal sealed class PodNamesOncePlugin(Lazy<PodNumbers> numbers) : IValidatingAdmissionPlugin
{
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
            && numbers.Value.WasGiven(owner.Uid, attributes.Key.Name))
        {
            throw new ApiException(StatusFactory.AlreadyExists(attributes.Key.GroupResource, attributes.Key.Name));
        }

        return ValueTask.CompletedTask;
    }
}
