using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Volumes;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Defaults of volumes.</summary>
internal static class VolumeDefaults
{
    /// <summary>Mode of files projected into a volume: 0644.</summary>
    private const int FileMode = 420;

    private const long TokenLifetimeSeconds = 3600;

    public static void Volume(Volume volume)
    {
        if (VolumeSources.Of(volume).Count == 0)
        {
            volume.EmptyDir = new();
        }

        if (volume.Secret is { } secret)
        {
            secret.DefaultMode ??= FileMode;
        }

        if (volume.ConfigMap is { } configMap)
        {
            configMap.DefaultMode ??= FileMode;
        }

        if (volume.DownwardAPI is { } downward)
        {
            downward.DefaultMode ??= FileMode;
            Downward(downward.Items);
        }

        if (volume.Ephemeral?.VolumeClaimTemplate is { } claim)
        {
            ClaimDefaults.Spec(claim.Spec);
        }

        SourceDefaults.Inline(volume);
        if (volume.Image is { } image)
        {
            image.PullPolicy ??= ContainerDefaults.PullPolicy(image.Reference);
        }

        Projected(volume.Projected);
    }

    private static void Projected(ProjectedVolumeSource? projected)
    {
        if (projected is null)
        {
            return;
        }

        projected.DefaultMode ??= FileMode;
        foreach (var source in projected.Sources)
        {
            Downward(source.DownwardAPI?.Items);
            if (source.ServiceAccountToken is { } token)
            {
                token.ExpirationSeconds ??= TokenLifetimeSeconds;
            }
        }
    }

    private static void Downward(List<DownwardAPIVolumeFile>? files)
    {
        foreach (var file in files ?? [])
        {
            if (file.FieldRef is { } field)
            {
                field.ApiVersion ??= "v1";
            }
        }
    }
}
