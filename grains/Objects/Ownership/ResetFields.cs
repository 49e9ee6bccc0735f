using Orchestrator.Api.Apply;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Ownership;

/// <summary>
/// The fields that a write sets back to what they were, so that it cannot own them (a real server's <c>GetResetFields</c>): the status on writes of the object itself,
/// the rest on writes of its status.
/// </summary>
internal static class ResetFields
{
    private static readonly FieldSet Status = FieldSet.Of("status");
    private static readonly FieldSet Spec = FieldSet.Of("spec");
    private static readonly FieldSet SpecAndLabels = Spec.Union(FieldSet.Of("metadata", "labels"));
    private static readonly FieldSet SpecAndMetadata = Spec.Union(FieldSet.Of("metadata"));
    private static readonly FieldSet SpecAndLife = Spec.Union(FieldSet.Of("metadata", "deletionTimestamp")).Union(FieldSet.Of("metadata", "ownerReferences"));

    /// <summary>The fields, for a write of a kind through a subresource.</summary>
    public static FieldSet Of(KindDescriptor kind, string subresource)
    {
        if (subresource != "status")
        {
            return kind.Subresource("status") is null ? FieldSet.Empty : Status;
        }

        return (kind.Group, kind.Resource) switch
        {
            ("apps", "deployments") => SpecAndLabels,
            ("", "pods") => SpecAndLife,
            _ when kind.Codec.ObjectType == typeof(Unstructured) => SpecAndMetadata,
            _ => Spec,
        };
    }
}
