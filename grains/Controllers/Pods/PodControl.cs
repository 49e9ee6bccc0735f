using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>Creates and deletes a workload's pods, and says so with events about the workload (<c>controller.RealPodControl</c>).</summary>
internal sealed class PodControl(PodNumbers numbers, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>Creates a pod. One of its name that is there already is taken for it: names depend on the decision.</summary>
    /// <exception cref="ApiException">It was refused; an event tells.</exception>
    /// <exception cref="NameGivenException">Another silo has seen a pod of that name come and go; look again.</exception>
    public async Task CreateAsync(IKubeObject owner, Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(pod, cancellationToken);
            events.Normal(owner, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}");
        }
        catch (ApiException ending) when (IsNamespaceEnding(ending))
        {
            // Nothing can be created here any more, and the owner itself is about to go.
        }
        catch (ApiException given) when (given.Status is { Reason: PodNamesOncePlugin.Reason, Details.Kind: "pods" })
        {
            numbers.Learn(owner, pod.Metadata.Name!);
            throw new NameGivenException(pod.Metadata.Name!, given);
        }
        catch (ApiException refused) when (refused.Status.Reason != "AlreadyExists")
        {
            events.Warning(owner, "FailedCreate", $"Error creating: {refused.Message}");
            throw;
        }
    }

    /// <summary>Deletes this pod and no other of its name; one that went by itself is as good.</summary>
    /// <exception cref="ApiException">It was refused; an event tells.</exception>
    public async Task DeleteAsync(IKubeObject owner, Pod pod, CancellationToken cancellationToken)
    {
        var name = pod.Metadata.Name!;
        try
        {
            await client.DeleteAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, name), new WriteOptions { PreconditionUid = pod.Metadata.Uid }, cancellationToken);
            events.Normal(owner, "SuccessfulDelete", $"Deleted pod: {name}");
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // It went by itself, or another of its name is there now.
        }
        catch (ApiException refused)
        {
            events.Warning(owner, "FailedDelete", $"Error deleting: {refused.Message}");
            throw;
        }
    }

    /// <summary>Whether a refusal says that the namespace is going.</summary>
    public static bool IsNamespaceEnding(ApiException error) =>
        error.Status.Details?.Causes?.Exists(cause => cause.Reason == "NamespaceTerminating") == true;
}
