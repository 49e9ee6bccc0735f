using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>
/// What a node must reach: the objects that its pods refer to, directly or over claims and volumes (the graph of a real server's node authorizer). It is found by
/// looking at the node's pods, which are few, when a node asks, which is seldom; so pods that nobody asks about cost nothing.
/// </summary>
internal sealed class NodeReach(IReplica replica, PodNodeIndex nodes)
{
    private const string Core = "";
    private const string Storage = "storage.k8s.io";
    private const string Resources = "resource.k8s.io";
    private static readonly GroupResource PodsResource = new(Core, "pods");

    /// <summary>Whether a pod is on the node.</summary>
    public bool Pod(NodeIdentity node, string namespaceName, string name) =>
        replica.Get(new ObjectKey(Core, "pods", namespaceName, name)) is { } entry && node.Is(PodNodeIndex.NodeOf(entry));

    /// <summary>Whether a secret is used by a pod of the node, or by a volume of one.</summary>
    public bool Secret(NodeIdentity node, string namespaceName, string name) =>
        Any(node, namespaceName, pod => PodReferences.UsesSecret(pod, name)) || VolumeSecret(node, namespaceName, name);

    /// <summary>Whether a config map is used by a pod of the node.</summary>
    public bool ConfigMap(NodeIdentity node, string namespaceName, string name) => Any(node, namespaceName, pod => PodReferences.UsesConfigMap(pod, name));

    /// <summary>Whether a volume claim is used by a pod of the node.</summary>
    public bool Claim(NodeIdentity node, string namespaceName, string name) => Any(node, namespaceName, pod => PodReferences.UsesClaim(pod, name));

    /// <summary>Whether a volume is claimed for a pod of the node.</summary>
    public bool Volume(NodeIdentity node, string name) =>
        replica.Get(new ObjectKey(Core, "persistentvolumes", "", name))?.As<PersistentVolume>().Spec.ClaimRef is { } claim
        && Claim(node, claim.Namespace ?? "", claim.Name ?? "");

    /// <summary>Whether a service account is one that a pod of the node runs as.</summary>
    public bool ServiceAccount(NodeIdentity node, string namespaceName, string name) => Any(node, namespaceName, pod => PodReferences.RunsAs(pod, name));

    /// <summary>Whether a resource claim is used by a pod of the node.</summary>
    public bool ResourceClaim(NodeIdentity node, string namespaceName, string name) => Any(node, namespaceName, pod => PodReferences.UsesResourceClaim(pod, name));

    /// <summary>Whether a volume is attached to the node by it.</summary>
    public bool Attachment(NodeIdentity node, string name) =>
        replica.Get(new ObjectKey(Storage, "volumeattachments", "", name)) is { } entry && node.Is(entry.As<VolumeAttachment>().Spec.NodeName);

    /// <summary>Whether a slice of resources is the node's.</summary>
    public bool ResourceSlice(NodeIdentity node, string name) =>
        replica.Get(new ObjectKey(Resources, "resourceslices", "", name)) is { } entry && node.Is(entry.As<ResourceSlice>().Spec.NodeName);

    private bool VolumeSecret(NodeIdentity node, string namespaceName, string name)
    {
        foreach (var entry in replica.List(new GroupResource(Core, "persistentvolumes")))
        {
            var volume = entry.As<PersistentVolume>();
            if (volume.Spec.ClaimRef is { } claim && VolumeSecrets.Uses(volume, namespaceName, name) && Claim(node, claim.Namespace ?? "", claim.Name ?? ""))
            {
                return true;
            }
        }

        return false;
    }

    private bool Any(NodeIdentity node, string namespaceName, Predicate<Pod> refers)
    {
        IEnumerable<ReplicaEntry> pods = node.Name.Length > 0
            ? nodes.PodsOf(node.Name)
            : replica.List(PodsResource).Where(static entry => PodNodeIndex.NodeOf(entry).Length > 0);
        foreach (var entry in pods)
        {
            if (entry.Key.Namespace == namespaceName && entry.As<Pod>() is var pod && !PodReferences.IsMirror(pod) && refers(pod))
            {
                return true;
            }
        }

        return false;
    }
}
