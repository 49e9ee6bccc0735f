using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>Carries out a plan. New slices come first, so that no endpoint is missing in between.</summary>
/// <param name="owner">What the slices belong to.</param>
/// <param name="labels">The labels of every slice.</param>
/// <param name="annotations">Annotations of every slice; null where slices have none of their own.</param>
/// <param name="trigger">When what this write tells of happened.</param>
internal sealed class SliceWriter(IKubeObject owner, Dictionary<string, string> labels, Dictionary<string, string>? annotations, DateTime? trigger)
{
    /// <summary>Whether a slice has other labels or annotations than it should have.</summary>
    public bool Differs(ReplicaEntry entry)
    {
        if (!Labels.Same(entry.Labels, labels))
        {
            return true;
        }

        return annotations is not null
            && !Labels.Same(entry.Annotations.Where(static pair => pair.Key != TriggerTimes.Annotation).ToDictionary(StringComparer.Ordinal), annotations);
    }

    /// <summary>Writes.</summary>
    public async Task WriteAsync(SlicePlan plan, IReadOnlyCollection<ReplicaEntry> existing, IResourceClient client, CancellationToken cancellationToken)
    {
        // The garbage collector takes the slices of an owner that goes; new ones would only be in its way.
        if (owner.Metadata.DeletionTimestamp is null)
        {
            var taken = existing.Select(static entry => entry.Key.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var slice in plan.Creates)
            {
                await client.CreateAsync(Make(slice, taken), cancellationToken);
            }
        }

        foreach (var slice in plan.Updates)
        {
            await client.UpdateAsync(Change(slice), cancellationToken);
        }

        foreach (var entry in plan.Deletes)
        {
            await client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid }, cancellationToken);
        }
    }

    private EndpointSlice Make(NewSlice slice, HashSet<string> taken)
    {
        var made = new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Name = SliceNames.Next(owner, slice.Family, taken),
                GenerateName = owner.Metadata.Name + "-",
                Namespace = owner.Metadata.Namespace,
                Labels = labels,
                Annotations = annotations is null ? null : new(annotations, StringComparer.Ordinal),
                OwnerReferences = [ControllerRefs.To(owner)],
            },
            AddressType = slice.Family,
            Endpoints = slice.Endpoints,
            Ports = slice.Ports,
        };
        Stamp(made);
        return made;
    }

    private EndpointSlice Change(ChangedSlice slice)
    {
        var changed = slice.Entry.Copy<EndpointSlice>();
        (changed.Endpoints, changed.Ports, changed.Metadata.Labels) = (slice.Endpoints, slice.Ports, labels);
        if (annotations is not null)
        {
            changed.Metadata.Annotations = new(annotations, StringComparer.Ordinal);
        }

        Stamp(changed);
        return changed;
    }

    private void Stamp(EndpointSlice slice)
    {
        slice.Metadata.Annotations?.Remove(TriggerTimes.Annotation);
        if (trigger is { } time)
        {
            (slice.Metadata.Annotations ??= [])[TriggerTimes.Annotation] = Timestamp.Of(time);
        }
    }
}
