namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>Annotations by which deployments and their replica sets keep their history.</summary>
internal static class DeploymentAnnotations
{
    /// <summary>The place in the history; of the deployment, that of its newest replica set.</summary>
    public const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>Places that a replica set had before it was rolled back to.</summary>
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";

    /// <summary>The deployment's replicas when the set was last scaled.</summary>
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    /// <summary>The deployment's replicas and surge when the set was last scaled.</summary>
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    /// <summary>The revision that the deployment is asked to go back to.</summary>
    public const string RollbackTo = "deprecated.deployment.rollback.to";

    /// <summary>The label that keeps the pods of different templates apart.</summary>
    public const string TemplateHashLabel = "pod-template-hash";

    private static readonly HashSet<string> NotCopied = new(StringComparer.Ordinal)
    {
        "kubectl.kubernetes.io/last-applied-configuration", Revision, RevisionHistory, DesiredReplicas, MaxReplicas, RollbackTo,
    };

    /// <summary>Whether a deployment's annotation is copied to its replica sets, so that undoing a rollout brings it back (change-cause, say).</summary>
    public static bool IsCopied(string name) => !NotCopied.Contains(name);
}
