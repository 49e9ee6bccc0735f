using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>What an agent may do with pods: delete, evict and report on those bound to it, and create mirrors of its static pods.</summary>
internal sealed class NodePodRules(IReplica replica)
{
    private readonly MirrorPodRules _mirrors = new(replica);

    public void Check(AdmissionAttributes attributes, string node)
    {
        switch (attributes.Subresource)
        {
            case "":
                CheckPod(attributes, node);
                break;
            case "status":
                CheckStatus(attributes, node);
                break;
            case "eviction":
                if (NodeOf(attributes) != node)
                {
                    throw attributes.Forbidden($"node {node} can only evict pods with spec.nodeName set to itself");
                }

                break;
            default:
                throw attributes.Forbidden($"unexpected pod subresource \"{attributes.Subresource}\", only 'status' and 'eviction' are allowed");
        }
    }

    private void CheckPod(AdmissionAttributes attributes, string node)
    {
        switch (attributes.Operation)
        {
            case AdmissionOperation.Create:
                _mirrors.Check(attributes, (Pod)attributes.Object!, node);
                break;
            case AdmissionOperation.Delete:
                if (NodeOf(attributes) != node)
                {
                    throw attributes.Forbidden($"node \"{node}\" can only delete pods with spec.nodeName set to itself");
                }

                break;
            default:
                throw attributes.Forbidden($"unexpected operation \"UPDATE\", node \"{node}\" can only create and delete mirror pods");
        }
    }

    private static void CheckStatus(AdmissionAttributes attributes, string node)
    {
        var (pod, old) = ((Pod)attributes.Object!, (Pod)attributes.OldObject!);
        if (old.Spec.NodeName != node)
        {
            throw attributes.Forbidden($"node \"{node}\" can only update pod status for pods with spec.nodeName set to itself");
        }

        if (!SameLabels(pod.Metadata.Labels, old.Metadata.Labels))
        {
            throw attributes.Forbidden($"node \"{node}\" cannot update labels through pod status");
        }

        if (!SameClaims(pod.Status.ResourceClaimStatuses ?? [], old.Status.ResourceClaimStatuses ?? []))
        {
            throw attributes.Forbidden($"node \"{node}\" cannot update resource claim statues");
        }
    }

    private string? NodeOf(AdmissionAttributes attributes) =>
        (attributes.OldObject as Pod ?? replica.Get(attributes.Key)?.As<Pod>())?.Spec.NodeName;

    private static bool SameLabels(Dictionary<string, string>? labels, Dictionary<string, string>? old)
    {
        if ((labels?.Count ?? 0) != (old?.Count ?? 0))
        {
            return false;
        }

        foreach (var (key, value) in labels ?? [])
        {
            if (!old!.TryGetValue(key, out var before) || value != before)
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameClaims(List<PodResourceClaimStatus> claims, List<PodResourceClaimStatus> old)
    {
        if (claims.Count != old.Count)
        {
            return false;
        }

        for (var i = 0; i < claims.Count; i++)
        {
            if (claims[i].Name != old[i].Name || claims[i].ResourceClaimName != old[i].ResourceClaimName)
            {
                return false;
            }
        }

        return true;
    }
}
