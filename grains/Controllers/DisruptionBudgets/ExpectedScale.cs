using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Grains.Objects.Subresources;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.DisruptionBudgets;

/// <summary>
/// How many pods there should be: the sum of what the pods' controllers are scaled to. A replica set that belongs to a deployment stands for it; any other kind, built in or not, counts
/// by its scale.
/// </summary>
internal sealed class ExpectedScale(ControllerServices services)
{
    /// <summary>Adds up.</summary>
    /// <exception cref="BudgetProblemException">A controller cannot be scaled, or is not there.</exception>
    public ExpectedPods Of(IReadOnlyList<ReplicaEntry> pods)
    {
        var scales = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var unmanaged = 0;
        foreach (var pod in pods)
        {
            if (pod.Metadata.Controller is not { } controller)
            {
                unmanaged++;
            }
            else if (known.Add(controller.Uid))
            {
                var (uid, replicas) = ScaleOf(controller, pod.Key.Namespace) ?? throw new BudgetProblemException($"found no controllers for pod {GoText.Quote(pod.Key.Name)}");
                scales[uid] = replicas;
            }
        }

        return new ExpectedPods(scales.Values.Sum(), unmanaged);
    }

    private (string Uid, int Replicas)? ScaleOf(EntryOwner controller, string ns)
    {
        var kind = services.Kinds.TryGetKind(controller.ApiVersion, controller.Kind)
            ?? throw new BudgetProblemException($"no matches for kind {GoText.Quote(controller.Kind)} in version {GoText.Quote(controller.ApiVersion)}");
        var entry = Find(kind, controller, ns);
        if (entry is not null && entry.Key.GroupResource == KnownResources.ReplicaSets && DeploymentOf(entry) is { } deployment)
        {
            return (deployment.Uid, deployment.As<Deployment>().Spec.Replicas ?? 1);
        }

        if (kind.Subresource("scale") is null)
        {
            throw new BudgetProblemException($"{kind.GroupResource} does not implement the scale subresource");
        }

        return entry is null ? null : (entry.Uid, Replicas(entry, kind));
    }

    private ReplicaEntry? DeploymentOf(ReplicaEntry set) =>
        set.Metadata.Controller is { Kind: "Deployment", ApiVersion: "apps/v1" } owner
        && services.Replica.Get(KnownResources.Deployments.Key(set.Key.Namespace, owner.Name)) is { } deployment && deployment.Uid == owner.Uid
            ? deployment
            : null;

    private ReplicaEntry? Find(KindDescriptor kind, EntryOwner controller, string ns) =>
        services.Replica.Get(kind.StoredAs.Key(kind.Namespaced ? ns : null, controller.Name)) is { } entry && entry.Uid == controller.Uid ? entry : null;

    private static int Replicas(ReplicaEntry entry, KindDescriptor kind)
    {
        try
        {
            return ScaleView.Of(entry.Json, kind.Scale).Spec.Replicas ?? 0;
        }
        catch (ApiException without)
        {
            throw new BudgetProblemException(without.Message);
        }
    }
}

/// <summary>How many pods there should be.</summary>
/// <param name="Count">As many.</param>
/// <param name="Unmanaged">How many pods have no controller that could say so.</param>
internal readonly record struct ExpectedPods(int Count, int Unmanaged);
