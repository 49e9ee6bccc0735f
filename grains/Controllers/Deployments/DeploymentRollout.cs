using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>A deployment and its replica sets at one moment.</summary>
internal sealed class DeploymentRollout
{
    private DeploymentRollout(Deployment deployment, List<ReplicaSetView> sets)
    {
        Deployment = deployment;
        All = sets;
        New = sets.OrderBy(set => set.Created).ThenBy(set => set.Name, StringComparer.Ordinal)
            .FirstOrDefault(set => TemplateComparison.AreEqual(set.Set.Spec.Template, deployment.Spec.Template));
        Old = sets.FindAll(set => set != New);
        Limits = IsRecreate
            ? new Fenceposts(0, 0)
            : Fenceposts.Resolve(
                deployment.Spec.Strategy.RollingUpdate?.MaxSurge?.ToString() ?? "25%",
                deployment.Spec.Strategy.RollingUpdate?.MaxUnavailable?.ToString() ?? "25%",
                Replicas);
    }

    public Deployment Deployment { get; }

    public List<ReplicaSetView> All { get; }

    /// <summary>The replica set of the present template; null when there is none yet.</summary>
    public ReplicaSetView? New { get; }

    /// <summary>All others.</summary>
    public List<ReplicaSetView> Old { get; }

    /// <summary><c>spec.replicas</c>.</summary>
    public int Replicas => Deployment.Spec.Replicas ?? 1;

    /// <summary>maxSurge and maxUnavailable as pods; both 0 with the strategy Recreate.</summary>
    public Fenceposts Limits { get; }

    public bool IsRecreate => Deployment.Spec.Strategy.Type == "Recreate";

    /// <summary>Whether <c>spec.replicas</c> changed since the active sets were last scaled: then they are scaled before anything else.</summary>
    public bool IsScaled => All.Exists(set => set.Desired > 0 && set.DesiredByDeployment is { } desired && desired != Replicas);

    public static DeploymentRollout Of(Deployment deployment, List<ReplicaSetView> sets) => new(deployment, sets);

    /// <summary>The sizes of the old sets.</summary>
    public ReplicaSetSize[] OldSizes() => [.. Old.Select(set => set.Size)];
}

/// <summary>Compares templates.</summary>
internal static class TemplateComparison
{
    /// <summary>Whether they are the same but for the label with the hash.</summary>
    public static bool AreEqual(PodTemplateSpec a, PodTemplateSpec b) => Bytes(a).AsSpan().SequenceEqual(Bytes(b));

    /// <summary>The template's JSON without the label with the hash.</summary>
    public static byte[] Bytes(PodTemplateSpec template)
    {
        var labels = template.Metadata.Labels;
        if (labels?.ContainsKey(DeploymentAnnotations.TemplateHashLabel) != true)
        {
            return Api.Json.JsonModel.ToBytes(template);
        }

        var copy = template.DeepCopy();
        copy.Metadata.Labels!.Remove(DeploymentAnnotations.TemplateHashLabel);
        return Api.Json.JsonModel.ToBytes(copy);
    }
}
