using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Admission.RoleEscalation;

/// <summary>Tells an update that only takes part in garbage collection: owners and finalizers give nobody rights (a real server's <c>IsOnlyMutatingGCFields</c>).</summary>
internal static class OwnershipChange
{
    /// <summary>Whether nothing but owners and finalizers changes.</summary>
    public static bool IsAll(AdmissionAttributes attributes)
    {
        if (attributes is not { Object: { } value, OldObject: { } old })
        {
            return false;
        }

        var kept = value.Metadata;
        value.Metadata = WithOwnershipOf(kept, old.Metadata);
        var same = Bytes(attributes, value).AsSpan().SequenceEqual(Bytes(attributes, old));
        value.Metadata = kept;
        return same;
    }

    private static ObjectMeta WithOwnershipOf(ObjectMeta metadata, ObjectMeta old)
    {
        var copy = metadata.DeepCopy();
        copy.OwnerReferences = old.OwnerReferences;
        copy.Finalizers = old.Finalizers;
        copy.ManagedFields = old.ManagedFields;
        return copy;
    }

    private static byte[] Bytes(AdmissionAttributes attributes, IKubeObject value)
    {
        using var buffer = new PooledBufferWriter();
        attributes.Kind.Encode(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
