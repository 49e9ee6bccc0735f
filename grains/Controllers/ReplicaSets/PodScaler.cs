using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>Creates and deletes pods until their owner has as many as it should. Creates start with as many as there are (at least one) and double while they succeed.</summary>
internal sealed class PodScaler(ControllerServices services, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>The most pods created or deleted in one look, as in a real controller; the next look does the rest.</summary>
    private const int Burst = 500;

    private readonly PodControl _pods = new(client, events);

    /// <summary>Scales; returns what went wrong, for the status and for the retry.</summary>
    public async Task<(ReplicaFailure? Failure, Exception? Error)> ScaleAsync(ReplicaOwner owner, List<Pod> pods, CancellationToken cancellationToken)
    {
        var active = pods.FindAll(PodState.IsActive);
        var missing = owner.Replicas - active.Count;
        try
        {
            if (missing > 0)
            {
                await CreateAsync(owner, pods, Math.Min(missing, Burst), firstBatch: active.Count, cancellationToken);
            }
            else if (missing < 0)
            {
                await DeleteAsync(owner, active, Math.Min(-missing, Burst), cancellationToken);
            }

            return (null, null);
        }
        catch (ApiException refused)
        {
            return (new ReplicaFailure(missing > 0 ? "FailedCreate" : "FailedDelete", refused.Message), refused);
        }
    }

    private Task CreateAsync(ReplicaOwner owner, List<Pod> pods, int count, int firstBatch, CancellationToken cancellationToken)
    {
        var revision = pods.Count == 0 ? owner.Revision : Math.Max(owner.Revision, pods.Max(RevisionOf));
        var names = PodNames.Next(owner.Name, owner.Uid, revision, count, name => IsTaken(owner, name));
        return SlowStart.ForEachAsync(
            names, firstBatch, name => _pods.CreateAsync(owner.Object, PodFactory.Make(owner.Object, owner.Template, name), cancellationToken));
    }

    private Task DeleteAsync(ReplicaOwner owner, List<Pod> active, int count, CancellationToken cancellationToken)
    {
        var names = PodRanks.ToDelete(active, Related(owner, active), count, services.Time.GetUtcNow().UtcDateTime);
        var byName = active.ToDictionary(pod => pod.Metadata.Name!, StringComparer.Ordinal);
        return Task.WhenAll(names.Select(name => _pods.DeleteAsync(owner.Object, byName[name], cancellationToken)));
    }

    /// <summary>The active pods of all replica sets of the same deployment: where they crowd, they go first.</summary>
    private IEnumerable<Pod> Related(ReplicaOwner set, List<Pod> active)
    {
        if (ControllerRefs.Of(set.Object.Metadata) is not { } owner)
        {
            return active;
        }

        return services.Owners.ControlledBy(owner.Uid, KnownResources.ReplicaSets)
            .SelectMany(sibling => services.Owners.ControlledBy(sibling.Uid, KnownResources.Pods))
            .Select(pod => pod.As<Pod>())
            .Where(PodState.IsActive);
    }

    private bool IsTaken(ReplicaOwner owner, string name) => services.Replica.Get(KnownResources.Pods.Key(owner.Object.Metadata.Namespace, name)) is not null;

    private static long RevisionOf(Pod pod) => long.Parse(pod.Metadata.ResourceVersion ?? "0", CultureInfo.InvariantCulture);
}
