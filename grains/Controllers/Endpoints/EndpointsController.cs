using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Model = Orchestrator.Api.Models.Core.V1.Endpoints;

namespace Orchestrator.Grains.Controllers.Endpoints;

/// <summary>Keeps the Endpoints of services with a selector (<c>pkg/controller/endpoint</c>), for clients older than endpoint slices.</summary>
internal sealed class EndpointsController(ControllerServices services, ServicePodIndex pods) : Controller<Service>("endpoint-controller", KnownResources.Services, services)
{
    /// <summary>The annotation by which older clients elect leaders on Endpoints, which then belong to them.</summary>
    public const string LeaderAnnotation = "control-plane.alpha.kubernetes.io/leader";

    private const string ManagedByLabel = "endpoints.kubernetes.io/managed-by";
    private const string HeadlessLabel = "service.kubernetes.io/headless";
    private readonly TriggerTimes _times = new();

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Mapped(KnownResources.Pods, pods.ForEachConcerned);
        watches.Mapped(NetworkResources.Endpoints, PokeService);
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
        var subsets = SubsetBuilder.Build(value, selected);
        var truncated = Capacity.Truncate(subsets);
        var trigger = _times.Next(key, value, selected);
        var present = Replica.Get(EndpointsKey(key));
        var wanted = Wanted(value, present, subsets, truncated);
        if (present is not null && Same(present.As<Model>(), wanted))
        {
            return ReconcileResult.Done;
        }

        wanted.Metadata.Annotations?.Remove(TriggerTimes.Annotation);
        if (trigger is { } time)
        {
            (wanted.Metadata.Annotations ??= [])[TriggerTimes.Annotation] = Timestamp.Of(time);
        }

        await WriteAsync(value, present is null, wanted, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Endpoints go with their service, also those that somebody made by hand; only a service that is deleted brings the controller here.</summary>
    protected override async Task<ReconcileResult> GoneAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        _times.Forget(key);
        if (Replica.Get(EndpointsKey(key)) is { } left && !left.Annotations.ContainsKey(LeaderAnnotation))
        {
            await Client.DeleteAsync(left.Key, new WriteOptions { PreconditionUid = left.Uid }, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private async Task WriteAsync(Service service, bool create, Model wanted, CancellationToken cancellationToken)
    {
        try
        {
            await (create ? Client.CreateAsync(wanted, cancellationToken) : Client.UpdateAsync(wanted, cancellationToken));
        }
        catch (ApiException refused) when (Refusal.IsNamespaceGoing(refused))
        {
            // The namespace controller takes what is there.
        }
        catch (ApiException refused) when (Refusal.IsFailure(refused))
        {
            var (reason, verb) = create ? ("FailedToCreateEndpoint", "create") : ("FailedToUpdateEndpoint", "update");
            Events.Warning(service, reason, $"Failed to {verb} endpoint for service {service.Metadata.Namespace}/{service.Metadata.Name}: {refused.Message}");
            throw;
        }
    }

    private static Model Wanted(Service service, ReplicaEntry? present, List<EndpointSubset> subsets, bool truncated)
    {
        var wanted = present?.Copy<Model>() ?? new Model { Metadata = new ObjectMeta { Name = service.Metadata.Name, Namespace = service.Metadata.Namespace } };
        wanted.Subsets = subsets.Count == 0 ? null : subsets;
        var labels = new Dictionary<string, string>(service.Metadata.Labels ?? [], StringComparer.Ordinal) { [ManagedByLabel] = "endpoint-controller" };
        labels.Remove(HeadlessLabel);
        if (service.Spec.ClusterIP is null or "" or "None")
        {
            labels[HeadlessLabel] = "";
        }

        wanted.Metadata.Labels = labels;
        wanted.Metadata.Annotations?.Remove(Capacity.Annotation);
        if (truncated)
        {
            (wanted.Metadata.Annotations ??= [])[Capacity.Annotation] = Capacity.Truncated;
        }

        return wanted;
    }

    private static bool Same(Model present, Model wanted) =>
        Labels.Same(present.Metadata.Labels, wanted.Metadata.Labels)
        && present.Metadata.Annotations?.GetValueOrDefault(Capacity.Annotation) == wanted.Metadata.Annotations?.GetValueOrDefault(Capacity.Annotation)
        && JsonModel.ToBytes(new Model { Subsets = present.Subsets }).AsSpan().SequenceEqual(JsonModel.ToBytes(new Model { Subsets = wanted.Subsets }));

    private static ObjectKey EndpointsKey(ObjectKey service) => NetworkResources.Endpoints.Key(service.Namespace, service.Name);

    /// <summary>What somebody changed is set right; what this controller made for a service that went while nobody looked is cleared away.</summary>
    private void PokeService(ReplicaChange change, Action<ObjectKey> poke)
    {
        var service = KnownResources.Services.Key(change.Entry.Key.Namespace, change.Entry.Key.Name);
        var made = change.Type != ChangeType.Deleted && change.Entry.Labels.ContainsKey(ManagedByLabel);
        if (made || Replica.Get(service) is not null)
        {
            poke(service);
        }
    }
}
