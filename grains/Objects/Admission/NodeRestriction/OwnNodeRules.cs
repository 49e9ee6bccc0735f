using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>What an agent may do with nodes: with its own, but for taints and labels that would draw or keep away pods.</summary>
internal static class OwnNodeRules
{
    public static void Check(AdmissionAttributes attributes, string name)
    {
        if (attributes.Key.Name != name)
        {
            throw attributes.Forbidden($"node \"{name}\" is not allowed to modify node \"{attributes.Key.Name}\"");
        }

        if (attributes.Object is not Node node)
        {
            return;
        }

        if (attributes.OldObject is Node old)
        {
            Update(attributes, name, node, old);
        }
        else
        {
            Create(attributes, name, node);
        }
    }

    private static void Create(AdmissionAttributes attributes, string name, Node node)
    {
        if (node.Spec.ConfigSource is not null)
        {
            throw attributes.Forbidden($"node \"{name}\" is not allowed to create pods with a non-nil configSource");
        }

        if (NodeLabels.Forbidden(node.Metadata.Labels, null) is { Count: > 0 } labels)
        {
            throw attributes.Forbidden($"node \"{name}\" is not allowed to set the following labels: {string.Join(", ", labels)}");
        }
    }

    private static void Update(AdmissionAttributes attributes, string name, Node node, Node old)
    {
        if (node.Spec.ConfigSource is not null && !Same(node.Spec.ConfigSource, old.Spec.ConfigSource))
        {
            throw attributes.Forbidden($"node \"{name}\" is not allowed to update configSource to a new non-nil configSource");
        }

        if (!SameTaints(node.Spec.Taints ?? [], old.Spec.Taints ?? []))
        {
            throw attributes.Forbidden($"node \"{name}\" is not allowed to modify taints");
        }

        if (NodeLabels.Forbidden(node.Metadata.Labels, old.Metadata.Labels) is { Count: > 0 } labels)
        {
            throw attributes.Forbidden($"is not allowed to modify labels: {string.Join(", ", labels)}");
        }
    }

    private static bool SameTaints(List<Taint> taints, List<Taint> old)
    {
        if (taints.Count != old.Count)
        {
            return false;
        }

        for (var i = 0; i < taints.Count; i++)
        {
            var (left, right) = (taints[i], old[i]);
            if (left.Key != right.Key || left.Effect != right.Effect || (left.Value ?? "") != (right.Value ?? "") || left.TimeAdded != right.TimeAdded)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(IJsonModel left, IJsonModel? right) => right is not null && JsonModel.ToBytes(left).AsSpan().SequenceEqual(JsonModel.ToBytes(right));
}
