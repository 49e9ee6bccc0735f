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

    private readonly PodControl _pods = new(services.PodNumbers, client, events);

    /// <summary>Scales; returns what went wrong, for the status and for the retry.</summary>
    /// <param name="owner">Whose pods.</param>
    /// <param name="pods">Those that it has.</param>
    /// <param name="mark">The mark of its pods' numbers from before they were read.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<(ReplicaFailure? Failure, Exception? Error)> ScaleAsync(ReplicaOwner owner, List<Pod> pods, int mark, CancellationToken cancellationToken)
    {
        var active = pods.FindAll(PodState.IsActive);
        var missing = owner.Replicas - active.Count;
        try
        {
            if (missing > 0)
            {
                await CreateAsync(owner, services.PodNumbers.Next(owner.Object, owner.Name, Math.Min(missing, Burst), mark), firstBatch: active.Count, cancellationToken);
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

    private Task CreateAsync(ReplicaOwner owner, List<string> names, int firstBatch, CancellationToken cancellationToken) => SlowStart.ForEachAsync(
        names, firstBatch, name => _pods.CreateAsync(owner.Object, PodFactory.Make(owner.Object, owner.Template, name), cancellationToken));

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
}
