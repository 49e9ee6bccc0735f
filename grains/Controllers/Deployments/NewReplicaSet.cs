using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>Makes and keeps the replica set of a deployment's present template (<c>getNewReplicaSet</c>).</summary>
internal sealed class NewReplicaSet(ControllerServices services, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>Creates it, at the size that the rollout lets it have. False when its name is taken by another template: then the next look uses another hash.</summary>
    public async Task<bool> TryCreateAsync(DeploymentRollout rollout, DeploymentConditions conditions, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var set = Make(rollout);
        var name = set.Metadata.Name!;
        var size = set.Spec.Replicas ?? 0;
        try
        {
            await client.CreateAsync(set, cancellationToken);
        }
        catch (ApiException refused) when (refused.Status.Reason == "AlreadyExists")
        {
            return IsOurs(deployment, name);
        }
        catch (ApiException refused)
        {
            var message = $"Failed to create new replica set \"{name}\": {refused.Message}";
            conditions.Set(DeploymentConditions.Progressing, "False", "ReplicaSetCreateError", message);
            events.Warning(deployment, "ReplicaSetCreateError", message);
            throw;
        }

        conditions.Set(DeploymentConditions.Progressing, "True", "NewReplicaSetCreated", $"Created new replica set \"{name}\"");
        if (size > 0)
        {
            events.Normal(deployment, "ScalingReplicaSet", $"Scaled up replica set {name} from 0 to {size}");
        }

        return true;
    }

    /// <summary>Brings its annotations, its revision and minReadySeconds up to date, and the deployment's revision with it.</summary>
    public async Task UpdateAsync(DeploymentRollout rollout, DeploymentConditions conditions, CancellationToken cancellationToken)
    {
        var set = rollout.New!;
        var annotations = Annotations(rollout, set);
        var changed = AnnotationPatch.Changed(set.Entry, annotations);
        var minReady = rollout.Deployment.Spec.MinReadySeconds ?? 0;
        if (changed.Count > 0 || minReady != (set.Set.Spec.MinReadySeconds ?? 0))
        {
            await client.PatchAsync(set.Key, AnnotationPatch.With(changed, "minReadySeconds", minReady), "", cancellationToken);
        }

        await SetRevisionAsync(rollout.Deployment, annotations[DeploymentAnnotations.Revision], cancellationToken);
        if (conditions.Get(DeploymentConditions.Progressing) is null)
        {
            conditions.Set(DeploymentConditions.Progressing, "True", "FoundNewReplicaSet", $"Found new replica set \"{set.Name}\"");
        }
    }

    private async Task SetRevisionAsync(Deployment deployment, string revision, CancellationToken cancellationToken)
    {
        if (deployment.Metadata.Annotations?.GetValueOrDefault(DeploymentAnnotations.Revision) != revision)
        {
            var key = KnownResources.Deployments.Key(deployment.Metadata.Namespace, deployment.Metadata.Name!);
            await client.PatchAsync(key, MergePatch.Write(writer => AnnotationPatch.Write(writer, [new(DeploymentAnnotations.Revision, revision)])), "", cancellationToken);
        }
    }

    private static Dictionary<string, string> Annotations(DeploymentRollout rollout, ReplicaSetView? existing)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in rollout.Deployment.Metadata.Annotations ?? [])
        {
            if (DeploymentAnnotations.IsCopied(key))
            {
                annotations[key] = value;
            }
        }

        var newest = rollout.Old.Select(set => set.Revision).DefaultIfEmpty().Max() + 1;
        var present = existing?.Revision ?? 0;
        annotations[DeploymentAnnotations.Revision] = Math.Max(newest, present).ToString(CultureInfo.InvariantCulture);
        if (present > 0 && present < newest)
        {
            // It was rolled back to: its former place in the history is remembered.
            var former = existing!.Entry.Annotations.GetValueOrDefault(DeploymentAnnotations.RevisionHistory, "");
            var number = present.ToString(CultureInfo.InvariantCulture);
            annotations[DeploymentAnnotations.RevisionHistory] = former.Length == 0 ? number : $"{former},{number}";
        }

        return annotations;
    }

    private static ReplicaSet Make(DeploymentRollout rollout)
    {
        var deployment = rollout.Deployment;
        var hash = TemplateHash.Compute(TemplateComparison.Bytes(deployment.Spec.Template), deployment.Status.CollisionCount);
        var spec = deployment.Spec.DeepCopy();
        (spec.Template.Metadata.Labels ??= [])[DeploymentAnnotations.TemplateHashLabel] = hash;
        ((spec.Selector ??= new LabelSelector()).MatchLabels ??= [])[DeploymentAnnotations.TemplateHashLabel] = hash;
        var prefix = deployment.Metadata.Name!;
        prefix = prefix.Length + hash.Length + 1 > 253 ? prefix[..(252 - hash.Length)] : prefix;
        var size = rollout.IsRecreate
            ? rollout.Replicas
            : RollingUpdate.NewReplicas(rollout.Replicas, rollout.Limits.MaxSurge, new ReplicaSetSize("", 0, 0, 0, default), rollout.OldSizes());
        var annotations = Annotations(rollout, null);
        SetSizes(annotations, rollout);
        return new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Name = $"{prefix}-{hash}",
                Namespace = deployment.Metadata.Namespace,
                Labels = new Dictionary<string, string>(spec.Template.Metadata.Labels, StringComparer.Ordinal),
                Annotations = annotations,
                OwnerReferences = [ControllerRefs.To(deployment)],
            },
            Spec = new ReplicaSetSpec { Replicas = size, MinReadySeconds = spec.MinReadySeconds, Selector = spec.Selector, Template = spec.Template },
        };
    }

    /// <summary>Notes for what size of the deployment a replica set was scaled.</summary>
    public static void SetSizes(Dictionary<string, string> annotations, DeploymentRollout rollout)
    {
        annotations[DeploymentAnnotations.DesiredReplicas] = rollout.Replicas.ToString(CultureInfo.InvariantCulture);
        annotations[DeploymentAnnotations.MaxReplicas] = (rollout.Replicas + rollout.Limits.MaxSurge).ToString(CultureInfo.InvariantCulture);
    }

    private bool IsOurs(Deployment deployment, string name) =>
        services.Replica.Get(KnownResources.ReplicaSets.Key(deployment.Metadata.Namespace, name)) is { } entry
        && entry.Metadata.Controller?.Uid == deployment.Metadata.Uid
        && TemplateComparison.AreEqual(entry.As<ReplicaSet>().Spec.Template, deployment.Spec.Template);
}
