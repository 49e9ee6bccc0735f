using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>The names of classes that volumes and claims refer to, and the annotation in which they stood once.</summary>
internal static class StorageClassNames
{
    /// <summary>Where the name of the storage class stood before there was a field.</summary>
    public const string Annotation = "volume.beta.kubernetes.io/storage-class";

    /// <summary>The class as tables show it: the annotation wins.</summary>
    public static string Of(ObjectMeta metadata, string? name) => metadata.Annotations?.GetValueOrDefault(Annotation) ?? name ?? "";

    public static void Validate(string? storageClass, string? attributesClass, FieldErrors errors, FieldPath spec)
    {
        MemberRules.Name(storageClass, NameRules.Dns1123Subdomain, errors, spec, "storageClassName");
        MemberRules.Name(attributesClass, NameRules.Dns1123Subdomain, errors, spec, "volumeAttributesClassName");
    }

    /// <summary>Once a class of attributes was chosen, another may follow, but not none.</summary>
    public static void AttributesKept(string? now, string? before, FieldErrors errors)
    {
        if (before is not null && now is null)
        {
            errors.Forbidden(FieldPath.Of("spec", "volumeAttributesClassName"), "update from non-nil value to nil is forbidden");
        }
    }
}
