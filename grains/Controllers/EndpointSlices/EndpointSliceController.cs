using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>Keeps the endpoint slices of services with a selector (<c>pkg/controller/endpointslice</c>): the addresses behind the service, 100 to a slice.</summary>
internal sealed class EndpointSliceController(ControllerServices services, ServicePodIndex pods)
    : Controller<Service>("endpointslice-controller", KnownResources.Services, services)
{
    /// <summary>Says in a slice's label whose it is.</summary>
    public const string Manager = "endpointslice-controller.k8s.io";

    private const int MostEndpoints = 100;
    private readonly TriggerTimes _times = new();

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.EndpointSlices, "Service", KnownResources.Services);
        watches.Mapped(KnownResources.Pods, pods.ForEachConcerned);
        watches.Mapped(KnownResources.Nodes, PokeHosted);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Service value, CancellationToken cancellationToken)
    {
        if (value.Spec.Selector is not { Count: > 0 } || value.Spec.Type == "ExternalName")
        {
            return ReconcileResult.Done;
        }

        var selected = Array.ConvertAll(pods.PodsOf(key), static pod => pod.As<Pod>());
        Array.Sort(selected, static (a, b) => string.CompareOrdinal(a.Metadata.Name, b.Metadata.Name));
        var labels = SliceLabels.Of(value.Metadata.Labels, value.Metadata.Name!, Manager, headless: value.Spec.ClusterIP is null or "" or "None");
        var writer = new SliceWriter(value, labels, null, _times.Next(key, value, selected));
        var existing = Services.Owners.ControlledBy(value.Metadata.Uid!, KnownResources.EndpointSlices)
            .Where(static entry => entry.DeletionTimestamp is null && entry.Labels.GetValueOrDefault(SliceLabels.ManagedBy) == Manager)
            .ToList();
        var desired = new ServiceEndpointsBuilder(value, Replica).Build(selected);
        var plan = new SlicePlanner(MostEndpoints, writer.Differs).Plan(desired, existing, ServiceEndpointsBuilder.Families(value));
        try
        {
            await writer.WriteAsync(plan, existing, Client, cancellationToken);
        }
        catch (ApiException refused) when (Refusal.IsNamespaceGoing(refused))
        {
            // The namespace controller takes what is there.
        }
        catch (ApiException refused) when (Refusal.IsFailure(refused))
        {
            Events.Warning(value, "FailedToUpdateEndpointSlices", $"Error updating Endpoint Slices for Service {key.Namespace}/{key.Name}: {refused.Message}");
            throw;
        }

        return ReconcileResult.Done;
    }

    /// <inheritdoc/>
    protected override Task<ReconcileResult> GoneAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        _times.Forget(key);
        return base.GoneAsync(key, cancellationToken);
    }

    /// <summary>A node that comes, goes or moves to another zone concerns the services of its pods.</summary>
    private void PokeHosted(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change is { Type: ChangeType.Updated, Previous: { } before }
            && before.Labels.GetValueOrDefault(TrafficHints.ZoneLabel) == change.Entry.Labels.GetValueOrDefault(TrafficHints.ZoneLabel))
        {
            return;
        }

        foreach (var pod in Services.PodsByNode.PodsOf(change.Entry.Key.Name))
        {
            pods.ForEachSelecting(pod, poke);
        }
    }
}
