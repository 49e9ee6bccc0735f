using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Endpoints;
using Orchestrator.Grains.Controllers.EndpointSlices;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Model = Orchestrator.Api.Models.Core.V1.Endpoints;

namespace Orchestrator.Grains.Controllers.EndpointSliceMirroring;

/// <summary>
/// Mirrors the Endpoints that people keep by hand for services without a selector into endpoint slices, which is where proxies look
/// (<c>pkg/controller/endpointslicemirroring</c>).
/// </summary>
internal sealed class EndpointSliceMirroringController(ControllerServices services)
    : Controller<Model>("endpointslicemirroring-controller", NetworkResources.Endpoints, services)
{
    private const string Manager = "endpointslicemirroring-controller.k8s.io";
    private const string SkipLabel = "endpointslice.kubernetes.io/skip-mirror";
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.EndpointSlices, "Endpoints", NetworkResources.Endpoints);
        watches.Mapped(KnownResources.Services, PokeEndpoints);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Model value, CancellationToken cancellationToken)
    {
        var existing = Services.Owners.ControlledBy(value.Metadata.Uid!, KnownResources.EndpointSlices)
            .Where(static entry => entry.DeletionTimestamp is null && entry.Labels.GetValueOrDefault(SliceLabels.ManagedBy) == Manager)
            .ToList();
        var mirrors = IsMirrored(key, value);
        if (!mirrors && existing.Count == 0)
        {
            return ReconcileResult.Done;
        }

        var mirrored = mirrors ? MirroredEndpoints.Of(value) : new MirroredEndpoints();
        TellSkipped(value, mirrored);
        var annotations = (value.Metadata.Annotations ?? []).Where(static pair => pair.Key is not (LastApplied or TriggerTimes.Annotation))
            .ToDictionary(StringComparer.Ordinal);
        var labels = SliceLabels.Of(value.Metadata.Labels, key.Name, Manager, headless: value.Metadata.Labels?.ContainsKey(SliceLabels.Headless) == true);
        var trigger = value.Metadata.Annotations?.GetValueOrDefault(TriggerTimes.Annotation) is { } text
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? time : (DateTime?)null;
        var writer = new SliceWriter(value, labels, annotations, trigger);
        var plan = new SlicePlanner(MirroredEndpoints.MostPerSubset, writer.Differs).Plan(mirrored.Desired, existing, []);
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
            Events.Warning(value, "FailedToUpdateEndpointSlices", $"Failed to update EndpointSlices for Endpoints {key.Namespace}/{key.Name}: {refused.Message}");
            throw;
        }

        return ReconcileResult.Done;
    }

    private bool IsMirrored(ObjectKey key, Model value) =>
        value.Metadata.Labels?.GetValueOrDefault(SkipLabel) != "true"
        && value.Metadata.Annotations?.ContainsKey(EndpointsController.LeaderAnnotation) != true
        && Replica.Get(KnownResources.Services.Key(key.Namespace, key.Name))?.As<Service>() is { Spec.Selector: null or { Count: 0 } };

    private void TellSkipped(Model endpoints, MirroredEndpoints mirrored)
    {
        if (mirrored.Invalid > 0)
        {
            Events.Warning(endpoints, "InvalidIPAddress", $"Skipped {mirrored.Invalid} invalid IP addresses when mirroring to EndpointSlices");
        }

        if (mirrored.Skipped > mirrored.Invalid)
        {
            Events.Warning(
                endpoints,
                "TooManyAddressesToMirror",
                $"A max of {MirroredEndpoints.MostPerSubset} addresses can be mirrored to EndpointSlices per Endpoints subset. {mirrored.Skipped} addresses were skipped");
        }
    }

    /// <summary>Whether there is a service, and one without a selector, decides.</summary>
    private void PokeEndpoints(ReplicaChange change, Action<ObjectKey> poke)
    {
        var endpoints = NetworkResources.Endpoints.Key(change.Entry.Key.Namespace, change.Entry.Key.Name);
        if (Replica.Get(endpoints) is not null
            && (change.Type != ChangeType.Updated
                || change.Previous?.As<Service>().Spec.Selector is { Count: > 0 } != change.Entry.As<Service>().Spec.Selector is { Count: > 0 }))
        {
            poke(endpoints);
        }
    }
}
