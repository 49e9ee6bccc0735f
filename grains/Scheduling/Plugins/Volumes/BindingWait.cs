using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>Waits until a pod's claims are bound to volumes that its node reaches; looks when one of them, or the pod, changes.</summary>
internal sealed class BindingWait(IReplica replica, TimeProvider time)
{
    /// <summary><c>bindTimeoutSeconds</c>.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Completes when all are bound.</summary>
    /// <exception cref="InvalidOperationException">One of them will not be, or it takes too long.</exception>
    /// <exception cref="OperationCanceledException">The pod is gone, or the scheduler stops.</exception>
    public async Task ForAsync(PodInfo pod, List<VolumeDecision> decisions, string node, CancellationToken cancellationToken)
    {
        using var changes = new Changes(replica, [pod.Key, .. decisions.Select(static decision => KeyOf(decision.Claim))]);
        var deadline = time.GetUtcNow() + Limit;
        while (true)
        {
            var next = changes.Next();
            if (replica.Get(pod.Key) is not { DeletionTimestamp: null } entry || entry.Uid != pod.Uid)
            {
                throw new OperationCanceledException($"pod {pod.Key} is gone");
            }

            if (decisions.TrueForAll(decision => IsBound(decision, node)))
            {
                return;
            }

            try
            {
                var left = deadline - time.GetUtcNow();
                await next.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                throw VolumeBinding.Failure("context deadline exceeded");
            }
        }
    }

    private bool IsBound(VolumeDecision decision, string node)
    {
        var name = decision.Claim.Metadata.Name!;
        if (replica.Get(KeyOf(decision.Claim)) is not { } entry || entry.Uid != decision.Claim.Metadata.Uid)
        {
            throw VolumeBinding.Failure($"persistentvolumeclaim \"{name}\" not found");
        }

        var claim = entry.As<PersistentVolumeClaim>();
        if (claim.Metadata.DeletionTimestamp is not null)
        {
            throw VolumeBinding.Failure($"persistentvolumeclaim \"{name}\" is being deleted");
        }

        // A provisioner that cannot make a volume on the node takes the annotation off.
        if (decision.Volume is null && StorageFacts.Annotation(claim.Metadata, VolumeAnnotations.SelectedNode) != node)
        {
            throw VolumeBinding.Failure($"provisioning failed for PVC \"{name}\"");
        }

        if (!StorageFacts.IsFullyBound(claim) || replica.Get(VolumeResources.Volumes.Key(null, claim.Spec.VolumeName!)) is not { } volume)
        {
            return false;
        }

        var labels = replica.Get(KnownResources.Nodes.Key(null, node))?.Labels;
        if (labels is not null && !VolumeTopology.Reaches(volume.As<PersistentVolume>(), node, labels))
        {
            throw VolumeBinding.Failure($"pv \"{volume.Key.Name}\" node affinity doesn't match node \"{node}\": no matching NodeSelectorTerms");
        }

        return true;
    }

    private static ObjectKey KeyOf(PersistentVolumeClaim claim) => VolumeResources.Claims.Key(claim.Metadata.Namespace, claim.Metadata.Name!);

    /// <summary>Tells of changes of some objects.</summary>
    private sealed class Changes : IReplicaObserver, IDisposable
    {
        private readonly ObjectKey[] _keys;
        private readonly IDisposable _subscription;
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Changes(IReplica replica, ObjectKey[] keys)
        {
            _keys = keys;
            _subscription = replica.Subscribe(this);
        }

        /// <summary>Completes with the next change after this call.</summary>
        public Task Next()
        {
            if (_next.Task.IsCompleted)
            {
                Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return _next.Task;
        }

        public void OnChange(ReplicaChange change)
        {
            if (Array.IndexOf(_keys, change.Entry.Key) >= 0)
            {
                Volatile.Read(ref _next).TrySetResult();
            }
        }

        public void Dispose() => _subscription.Dispose();
    }
}
