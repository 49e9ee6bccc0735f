using System.Globalization;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>A replica set of a deployment, with how far its pods are: counted from the pods, since its status may lag.</summary>
internal sealed record ReplicaSetView(ReplicaEntry Entry, ReplicaSet Set, PodCounts Counts)
{
    public ObjectKey Key => Entry.Key;

    public string Name => Entry.Key.Name;

    /// <summary><c>spec.replicas</c>.</summary>
    public int Desired => Set.Spec.Replicas ?? 1;

    public DateTime Created => Set.Metadata.CreationTimestamp ?? DateTime.MinValue;

    /// <summary>Its revision in the deployment's history; 0 when it has none.</summary>
    public long Revision => Number(DeploymentAnnotations.Revision) ?? 0;

    /// <summary>What the deployment wanted when this set was last scaled; null when that is not known.</summary>
    public long? DesiredByDeployment => Number(DeploymentAnnotations.DesiredReplicas);

    /// <summary>What the rollout arithmetic needs.</summary>
    public ReplicaSetSize Size => new(Name, Desired, Counts.Active, Counts.Available, Created, (int?)Number(DeploymentAnnotations.MaxReplicas));

    private long? Number(string annotation) =>
        Entry.Annotations.TryGetValue(annotation, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
