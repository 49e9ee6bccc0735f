using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>Pods by the claims that they use. Most pods use none, and cost a look at their volumes when they come and when they go.</summary>
internal sealed class ClaimUsers : IReplicaObserver, IDisposable
{
    private readonly Buckets<(string? Namespace, string? Claim), ObjectKey> _pods = new();
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public ClaimUsers(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>The pods that use a claim, finished ones included, in no order.</summary>
    public ObjectKey[] Of(string? namespaceName, string? claim) => _pods.Get((namespaceName, claim));

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        // Which claims a pod uses never changes.
        var key = change.Entry.Key;
        if (change.Type == ChangeType.Updated || key.GroupResource != KnownResources.Pods)
        {
            return;
        }

        var pod = change.Entry.As<Pod>();
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (PodClaims.Of(pod, volume) is not { } claim)
            {
                continue;
            }

            if (change.Type == ChangeType.Deleted)
            {
                _pods.Remove((key.Namespace, claim), key);
            }
            else
            {
                _pods.Set((key.Namespace, claim), key, key);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
