using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>What an agent may say of claims: how large the volume is, and how far its growth has come.</summary>
internal static class ClaimStatusRules
{
    public static void Check(AdmissionAttributes attributes, string node)
    {
        if (attributes.Subresource != "status")
        {
            throw attributes.Forbidden("may only update PVC status");
        }

        if (attributes is { Object: PersistentVolumeClaim claim, OldObject: PersistentVolumeClaim old } && !Essence(claim).AsSpan().SequenceEqual(Essence(old)))
        {
            throw attributes.Forbidden($"node \"{node}\" is not allowed to update fields other than status.capacity and status.conditions");
        }
    }

    private static byte[] Essence(PersistentVolumeClaim claim)
    {
        var copy = claim.DeepCopy();
        copy.Metadata.ResourceVersion = null;
        copy.Metadata.ManagedFields = null;
        copy.Status.Capacity = null;
        copy.Status.Conditions = null;
        copy.Status.AllocatedResources = null;
        copy.Status.AllocatedResourceStatuses = null;
        return JsonModel.ToBytes(copy);
    }
}
