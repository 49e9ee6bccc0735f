using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>
/// Creates and deletes pods until a replica set has as many as it should. Creates start with as many as there are (at least one) and double while they succeed, so that a
/// quota or a bad template costs one refusal and not hundreds; many at once, so that the ledger commits them together.
/// </summary>
internal sealed class PodScaler(ControllerServices services, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>The most pods created or deleted in one look, as in a real controller; the next look does the rest.</summary>
    private const int Burst = 500;

    /// <summary>Scales; returns what went wrong, for the status and for the retry.</summary>
    public async Task<(ReplicaFailure? Failure, Exception? Error)> ScaleAsync(ReplicaEntry entry, List<Pod> pods, CancellationToken cancellationToken)
    {
        var set = entry.As<ReplicaSet>();
        var active = pods.FindAll(PodState.IsActive);
        var missing = (set.Spec.Replicas ?? 1) - active.Count;
        try
        {
            if (missing > 0)
            {
                await CreateAsync(entry, set, pods, Math.Min(missing, Burst), firstBatch: Math.Max(1, active.Count), cancellationToken);
            }
            else if (missing < 0)
            {
                await DeleteAsync(set, active, -missing, cancellationToken);
            }

            return (null, null);
        }
        catch (ApiException refused)
        {
            return (new ReplicaFailure(missing > 0 ? "FailedCreate" : "FailedDelete", refused.Message), refused);
        }
    }

    private async Task CreateAsync(ReplicaEntry entry, ReplicaSet set, List<Pod> pods, int count, int firstBatch, CancellationToken cancellationToken)
    {
        var revision = pods.Count == 0 ? entry.Revision : Math.Max(entry.Revision, pods.Max(RevisionOf));
        var names = PodNames.Next(set.Metadata.Name!, set.Metadata.Uid!, revision, count, name => IsTaken(set, name));
        for (int start = 0, batch = firstBatch; start < names.Count; start += batch, batch = Math.Min(batch * 2, Burst))
        {
            batch = Math.Min(batch, names.Count - start);
            await Task.WhenAll(names.GetRange(start, batch).Select(name => CreateAsync(entry, set, name, cancellationToken)));
        }
    }

    private async Task CreateAsync(ReplicaEntry entry, ReplicaSet set, string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(PodFactory.Make(entry, name), cancellationToken);
            events.Normal(set, "SuccessfulCreate", $"Created pod: {name}");
        }
        catch (ApiException ending) when (IsNamespaceEnding(ending))
        {
            // Nothing can be created here any more, and the replica set itself is about to go.
        }
        catch (ApiException refused) when (refused.Status.Reason != "AlreadyExists")
        {
            events.Warning(set, "FailedCreate", $"Error creating: {refused.Message}");
            throw;
        }
    }

    private async Task DeleteAsync(ReplicaSet set, List<Pod> active, int count, CancellationToken cancellationToken)
    {
        var names = PodRanks.ToDelete(active, Related(set, active), Math.Min(count, Burst), services.Time.GetUtcNow().UtcDateTime);
        var byName = active.ToDictionary(pod => pod.Metadata.Name!, StringComparer.Ordinal);
        await Task.WhenAll(names.Select(name => DeleteAsync(set, byName[name], cancellationToken)));
    }

    private async Task DeleteAsync(ReplicaSet set, Pod pod, CancellationToken cancellationToken)
    {
        var name = pod.Metadata.Name!;
        try
        {
            var options = new WriteOptions { PreconditionUid = pod.Metadata.Uid };
            await client.DeleteAsync(KnownResources.Pods.Key(set.Metadata.Namespace, name), options, cancellationToken);
            events.Normal(set, "SuccessfulDelete", $"Deleted pod: {name}");
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // It went by itself, or another of its name is there now.
        }
        catch (ApiException refused)
        {
            events.Warning(set, "FailedDelete", $"Error deleting: {refused.Message}");
            throw;
        }
    }

    /// <summary>The active pods of all replica sets of the same deployment: where they crowd, they go first.</summary>
    private IEnumerable<Pod> Related(ReplicaSet set, List<Pod> active)
    {
        if (ControllerRefs.Of(set.Metadata) is not { } owner)
        {
            return active;
        }

        return services.Owners.ControlledBy(owner.Uid, KnownResources.ReplicaSets)
            .SelectMany(sibling => services.Owners.ControlledBy(sibling.Uid, KnownResources.Pods))
            .Select(pod => pod.As<Pod>())
            .Where(PodState.IsActive);
    }

    private bool IsTaken(ReplicaSet set, string name) => services.Replica.Get(KnownResources.Pods.Key(set.Metadata.Namespace, name)) is not null;

    private static bool IsNamespaceEnding(ApiException error) =>
        error.Status.Details?.Causes?.Exists(cause => cause.Reason == "NamespaceTerminating") == true;

    private static long RevisionOf(Pod pod) => long.Parse(pod.Metadata.ResourceVersion ?? "0", System.Globalization.CultureInfo.InvariantCulture);
}
