using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Volumes;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the places that a pod's volume comes from: those inside the cluster or the node.</summary>
internal static class PodVolumeRules
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];

    public static void Validate(Volume volume, FieldErrors errors, FieldPath path)
    {
        if (volume.EmptyDir is { SizeLimit: { Sign: < 0 } })
        {
            errors.Forbidden(path.Child("emptyDir", "sizeLimit"), "SizeLimit field must be a valid resource quantity");
        }

        if (volume.HostPath is { } hostPath)
        {
            SourceRules.Validate(hostPath, errors, path.Child("hostPath"));
        }

        if (volume.Secret is { } secret)
        {
            MemberRules.Required(secret.SecretName, errors, path.Child("secret"), "secretName");
            ProjectionRules.Files(secret.Items, secret.DefaultMode, errors, path.Child("secret"));
        }

        if (volume.ConfigMap is { } configMap)
        {
            MemberRules.Required(configMap.Name, errors, path.Child("configMap"), "name");
            ProjectionRules.Files(configMap.Items, configMap.DefaultMode, errors, path.Child("configMap"));
        }

        if (volume.DownwardAPI is { } downward)
        {
            ProjectionRules.Downward(downward.Items, downward.DefaultMode, errors, path.Child("downwardAPI"));
        }

        ProjectedVolumeRules.Validate(volume.Projected, errors, path);
        if (volume.PersistentVolumeClaim is { } claim)
        {
            MemberRules.Required(claim.ClaimName, errors, path.Child("persistentVolumeClaim"), "claimName");
        }

        Ephemeral(volume.Ephemeral, errors, path);
        Csi(volume.Csi, errors, path);
        if (volume.Image is { } image)
        {
            MemberRules.Required(image.Reference, errors, path.Child("image"), "reference");
            MemberRules.Supported(image.PullPolicy, PullPolicies, errors, path.Child("image"), "pullPolicy");
        }
    }

    private static void Ephemeral(EphemeralVolumeSource? source, FieldErrors errors, FieldPath volume)
    {
        if (source is null)
        {
            return;
        }

        var path = volume.Child("ephemeral", "volumeClaimTemplate");
        if (source.VolumeClaimTemplate is not { } template)
        {
            errors.Required(path);
            return;
        }

        MetadataRules.Annotations(template.Metadata.Annotations, errors, path.Child("metadata", "annotations"));
        MetadataRules.Labels(template.Metadata.Labels, errors, path.Child("metadata", "labels"));
        ClaimValidation.Spec(template.Spec, errors, path.Child("spec"));
    }

    private static void Csi(CSIVolumeSource? source, FieldErrors errors, FieldPath volume)
    {
        if (source is null)
        {
            return;
        }

        CsiRules.Driver(source.Driver, errors, volume.Child("csi"));
        if (source.NodePublishSecretRef is { } secret)
        {
            MemberRules.Required(secret.Name, errors, volume.Child("csi", "nodePublishSecretRef"), "name");
        }
    }
}
