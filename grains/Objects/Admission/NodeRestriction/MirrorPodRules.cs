using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission.PodReferences;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>A pod that an agent creates shows a static pod of its own; it is bound to the node, owned by it, and refers to nothing else.</summary>
internal sealed class MirrorPodRules(IReplica replica)
{
    public void Check(AdmissionAttributes attributes, Pod pod, string node)
    {
        if (!PodSecrets.IsMirror(pod))
        {
            throw attributes.Forbidden($"pod does not have \"{PodSecrets.MirrorAnnotation}\" annotation, node \"{node}\" can only create mirror pods");
        }

        if (pod.Spec.NodeName != node)
        {
            throw attributes.Forbidden($"node \"{node}\" can only create pods with spec.nodeName set to itself");
        }

        CheckOwner(attributes, pod, node);
        CheckReferences(attributes, pod, node);
    }

    private void CheckOwner(AdmissionAttributes attributes, Pod pod, string node)
    {
        var owners = pod.Metadata.OwnerReferences ?? [];
        if (owners.Count > 1)
        {
            throw attributes.Forbidden($"node \"{node}\" can only create pods with a single owner reference set to itself");
        }

        if (owners is not [{ ApiVersion: "v1", Kind: "Node" } owner] || owner.Name != node)
        {
            throw attributes.Forbidden($"node \"{node}\" can only create pods with an owner reference set to itself");
        }

        if (owner.Controller != true)
        {
            throw attributes.Forbidden($"node \"{node}\" can only create pods with a controller owner reference set to itself");
        }

        if (owner.BlockOwnerDeletion == true)
        {
            throw attributes.Forbidden($"node \"{node}\" must not set blockOwnerDeletion on an owner reference");
        }

        var known = replica.Get(Resources.Nodes.At("", node)) ?? throw new ApiException(StatusFactory.NotFound(Resources.Nodes, node));
        if (owner.Uid != known.Uid)
        {
            throw attributes.Forbidden($"node {node} UID mismatch: expected {owner.Uid} got {known.Uid}");
        }
    }

    private static void CheckReferences(AdmissionAttributes attributes, Pod pod, string node)
    {
        var volumes = pod.Spec.Volumes ?? [];
        var what = !string.IsNullOrEmpty(pod.Spec.ServiceAccountName) ? "a service account"
            : PodSecrets.Names(pod.Spec).Any() ? "secrets"
            : PodConfigMaps.Any(pod.Spec) ? "configmaps"
            : volumes.Exists(volume => volume.Projected?.Sources.Exists(source => source.ClusterTrustBundle is not null) == true) ? "clustertrustbundles"
            : volumes.Exists(volume => volume.PersistentVolumeClaim is not null) ? "persistentvolumeclaims"
            : pod.Spec.ResourceClaims is { Count: > 0 } ? "resourceclaims"
            : null;
        if (what is not null)
        {
            throw attributes.Forbidden($"node \"{node}\" can not create pods that reference {what}");
        }
    }
}
