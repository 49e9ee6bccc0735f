using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks a volume that an attachment spells out because no persistent volume stands for it: a driver's volume, and nothing that has to do with claims.</summary>
internal static class InlineVolumeRules
{
    private const string NotInline = "may not be specified in the context of inline volumes";

    public static void Validate(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        Absent(spec.ClaimRef is null, "claimRef");
        Absent(spec.Capacity is not { Count: > 0 }, "capacity");
        if (spec.Csi is null)
        {
            errors.Required(path.Child("csi"), "has to be specified in the context of inline volumes");
        }

        AccessModes.Validate(spec.AccessModes, errors, path, "");
        if (spec.PersistentVolumeReclaimPolicy is not (null or "" or "Retain"))
        {
            errors.Forbidden(path.Child("persistentVolumeReclaimPolicy"), "may only be Retain in the context of inline volumes");
        }

        Absent(spec.NodeAffinity is null, "nodeAffinity");
        PersistentVolumeValidation.OneSource(spec, errors, path);
        Absent(string.IsNullOrEmpty(spec.StorageClassName), "storageClassName");
        if (spec.VolumeMode is not (null or "Filesystem"))
        {
            errors.Forbidden(path.Child("volumeMode"), "may not specify volumeMode other than Filesystem in the context of inline volumes");
        }

        Absent(spec.VolumeAttributesClassName is null, "volumeAttributesClassName");

        void Absent(bool absent, string field)
        {
            if (!absent)
            {
                errors.Forbidden(path.Child(field), NotInline);
            }
        }
    }
}
