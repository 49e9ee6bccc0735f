using System.Globalization;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>
/// Going back as clients of <c>extensions/v1beta1</c> asked for it: the annotation <c>deprecated.deployment.rollback.to</c> names a revision, 0 the one before the last. The
/// deployment gets that replica set's template and annotations, and the annotation goes, whatever came of it. (kubectl patches the template itself.)
/// </summary>
internal sealed class DeploymentRollback(IResourceClient client, EventSourceRecorder events)
{
    /// <summary>Goes back when the deployment is asked to; false when it is not. An annotation that is no number is ignored.</summary>
    public async Task<bool> TryAsync(DeploymentRollout rollout, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        if (deployment.Metadata.Annotations?.GetValueOrDefault(DeploymentAnnotations.RollbackTo) is not { } text
            || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var revision))
        {
            return false;
        }

        if (revision == 0 && (revision = BeforeLast(rollout)) == 0)
        {
            events.Warning(deployment, "DeploymentRollbackRevisionNotFound", "Unable to find last revision.");
            await PatchAsync(deployment, null, cancellationToken);
            return true;
        }

        if (rollout.All.Find(set => set.Revision == revision) is not { } target)
        {
            events.Warning(deployment, "DeploymentRollbackRevisionNotFound", "Unable to find the revision to rollback to.");
            await PatchAsync(deployment, null, cancellationToken);
        }
        else if (TemplateComparison.AreEqual(target.Set.Spec.Template, deployment.Spec.Template))
        {
            var message = $"The rollback revision contains the same template as current deployment \"{deployment.Metadata.Name}\"";
            events.Warning(deployment, "DeploymentRollbackTemplateUnchanged", message);
            await PatchAsync(deployment, null, cancellationToken);
        }
        else
        {
            await PatchAsync(deployment, target, cancellationToken);
            events.Normal(deployment, "DeploymentRollback", $"Rolled back deployment \"{deployment.Metadata.Name}\" to revision {revision}");
        }

        return true;
    }

    /// <summary>The second highest revision; 0 when there is none.</summary>
    private static long BeforeLast(DeploymentRollout rollout) => rollout.All.Select(set => set.Revision).Where(revision => revision > 0).OrderDescending().Skip(1).FirstOrDefault();

    /// <summary>Takes the annotation away, and takes over template and annotations of a replica set. A merge patch would mix the templates, so the deployment is replaced, if nothing changed it since.</summary>
    private async Task PatchAsync(Deployment deployment, ReplicaSetView? target, CancellationToken cancellationToken)
    {
        var update = deployment.DeepCopy();
        var annotations = update.Metadata.Annotations!;
        annotations.Remove(DeploymentAnnotations.RollbackTo);
        if (target is not null)
        {
            foreach (var name in annotations.Keys.Where(DeploymentAnnotations.IsCopied).ToList())
            {
                annotations.Remove(name);
            }

            foreach (var (name, value) in target.Entry.Annotations.Where(annotation => DeploymentAnnotations.IsCopied(annotation.Key)))
            {
                annotations[name] = value;
            }

            update.Spec.Template = JsonModel.Read<PodTemplateSpec>(TemplateComparison.Bytes(target.Set.Spec.Template));
        }

        await client.UpdateAsync(update, cancellationToken);
    }
}
