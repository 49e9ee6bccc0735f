using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>What an object that is being deleted waits for: finalizers, dependents, its node.</summary>
internal sealed class DeletionFindings(IReplica replica, OwnerIndex owners, TimeProvider time) : IFindingSource
{
    private const string Source = "deletion";
    private const int MostSamples = 5;

    /// <inheritdoc/>
    public ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        var entry = subject.Entry;
        if (entry.DeletionTimestamp is not { } deadline)
        {
            return ValueTask.CompletedTask;
        }

        foreach (var finalizer in entry.Metadata.Finalizers)
        {
            into.Add(finalizer == "foregroundDeletion" && Dependents(entry) is { Count: > 0 } dependents
                ? new Finding(Source, "WaitsForDependents", $"it goes after the {dependents.Count} objects that it owns and that block its deletion")
                {
                    Remedy = Remedies.ForFinalizer(finalizer),
                    Samples = [.. dependents.Take(MostSamples).Select(dependent => $"{dependent.Key.GroupResource}/{dependent.Key.Name}")],
                }
                : new Finding(Source, "HasFinalizer", $"the finalizer {finalizer} holds it") { Remedy = Remedies.ForFinalizer(finalizer) });
        }

        if (subject.Kind is { Group: "", Resource: "pods" })
        {
            AddPod(entry, deadline.UtcDateTime, into);
        }

        return ValueTask.CompletedTask;
    }

    private List<ReplicaEntry> Dependents(ReplicaEntry entry) =>
        [.. owners.DependentsOf(entry.Uid).Where(dependent => dependent.OwnerReferences.Any(owner => owner.Uid == entry.Uid && owner.BlockOwnerDeletion))];

    /// <summary>A pod goes when its node says that its containers have ended.</summary>
    private void AddPod(ReplicaEntry entry, DateTime deadline, List<Finding> into)
    {
        if (!Readable.TryAs<Pod>(entry, out var pod) || pod.Spec.NodeName is not { Length: > 0 } node)
        {
            return;
        }

        var grace = pod.Metadata.DeletionGracePeriodSeconds ?? 0;
        var late = time.GetUtcNow().UtcDateTime > deadline;
        var silent = replica.Get(KnownResources.Nodes.Key(null, node)) is null ? $"node {node} is gone"
            : NodeFindings.Silent(replica, node) is { } since ? $"node {node} has been silent since {Timestamp.Of(since)}"
            : null;
        into.Add(new Finding(
            Source,
            "Terminating",
            silent is not null ? $"its containers may still run, and {silent}"
            : late ? $"its grace of {grace} s ended at {Timestamp.Of(deadline)} and node {node} has not yet said that its containers ended"
            : $"its containers have until {Timestamp.Of(deadline)} to end (grace of {grace} s), on node {node}")
        {
            Remedy = silent is not null ? "bring the node back; or, when it is gone for good, delete the pod with --force or delete the node" : late ? "look at the node's agent and its container runtime" : "wait, or delete it with --grace-period=1",
            Since = deadline.AddSeconds(-grace),
        });
    }
}
