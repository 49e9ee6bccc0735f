using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>Keeps the endpoint slices of services with a selector (<c>pkg/controller/endpointslice</c>): the addresses behind the service, 100 to a slice.</summary>
internal sealed class EndpointSliceController(ControllerServices services)
    : Controller<Service>("endpointslice-controller", KnownResources.Services, services)
{
    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.EndpointSlices, "Service", KnownResources.Services);
        watches.Mapped(KnownResources.Pods, PokeSelecting);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Service value, CancellationToken cancellationToken)
    {
        if (value.Spec.Selector is not { Count: > 0 } || value.Spec.Type == "ExternalName" || value.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        var selector = LabelSelector.Of(value.Spec.Selector);
        var pods = Replica.List(KnownResources.Pods).In(key.Namespace).Where(pod => selector.Matches(pod.Labels)).Select(pod => pod.As<Pod>());
        var wanted = SliceBuilder.Build(value, pods).ToDictionary(slice => slice.Metadata.Name!, StringComparer.Ordinal);
        foreach (var entry in Services.Owners.ControlledBy(value.Metadata.Uid!, KnownResources.EndpointSlices))
        {
            if (entry.Labels.GetValueOrDefault(SliceBuilder.ManagedByLabel, "") != Name)
            {
                continue;
            }

            if (wanted.Remove(entry.Key.Name, out var slice))
            {
                await UpdateAsync(entry, slice, cancellationToken);
            }
            else
            {
                await Client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid }, cancellationToken);
            }
        }

        foreach (var slice in wanted.Values)
        {
            await Client.CreateAsync(slice, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private async Task UpdateAsync(ReplicaEntry entry, EndpointSlice wanted, CancellationToken cancellationToken)
    {
        var update = entry.Copy<EndpointSlice>();
        (update.Endpoints, update.Ports, update.AddressType) = (wanted.Endpoints, wanted.Ports, wanted.AddressType);
        foreach (var (label, value) in wanted.Metadata.Labels!)
        {
            (update.Metadata.Labels ??= [])[label] = value;
        }

        if (!JsonModel.ToBytes(update).AsSpan().SequenceEqual(JsonModel.ToBytes(entry.As<EndpointSlice>())))
        {
            await Client.UpdateAsync(update, cancellationToken);
        }
    }

    /// <summary>A pod concerns the services that select it, and those that did.</summary>
    private void PokeSelecting(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type == ChangeType.Updated && change.Previous is not null && SliceBuilder.LooksAlike(change.Previous.As<Pod>(), change.Entry.As<Pod>()))
        {
            return;
        }

        foreach (var service in Replica.List(KnownResources.Services).In(change.Entry.Key.Namespace))
        {
            if (service.As<Service>().Spec.Selector is { Count: > 0 } selector
                && (Selects(selector, change.Entry) || (change.Previous is not null && Selects(selector, change.Previous))))
            {
                poke(service.Key);
            }
        }
    }

    private static bool Selects(Dictionary<string, string> selector, ReplicaEntry pod)
    {
        foreach (var (key, value) in selector)
        {
            if (!pod.Labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }
}
