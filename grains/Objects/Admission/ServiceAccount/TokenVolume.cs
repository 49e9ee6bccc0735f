using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.ServiceAccount;

/// <summary>The volume by which containers get at the API: a token of the pod's service account, the cluster's root certificate, the namespace.</summary>
internal static class TokenVolume
{
    private const string Prefix = "kube-api-access-";
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const int Mode = 0x1A4; // 0644

    /// <summary>An hour and a few seconds, by which a real server tells this default from an hour that somebody asked for.</summary>
    private const long ExpirationSeconds = 3607;

    /// <summary>Mounts the volume where nothing else is mounted; adds it when a container needs it. A volume by that name that is there already is used.</summary>
    public static void Mount(PodSpec spec)
    {
        var present = spec.Volumes?.Find(volume => volume.Name.StartsWith(Prefix, StringComparison.Ordinal));
        var name = present?.Name ?? GeneratedNames.Next(Prefix);
        var needed = false;
        foreach (var container in spec.InitContainers ?? [])
        {
            needed |= Mount(container, name);
        }

        foreach (var container in spec.Containers)
        {
            needed |= Mount(container, name);
        }

        if (needed && present is null)
        {
            (spec.Volumes ??= []).Add(new Volume { Name = name, Projected = Source() });
        }
    }

    private static bool Mount(Container container, string name)
    {
        var mounts = container.VolumeMounts ??= [];
        foreach (var mount in mounts)
        {
            if (mount.MountPath == MountPath)
            {
                return false;
            }
        }

        mounts.Add(new VolumeMount { Name = name, ReadOnly = true, MountPath = MountPath });
        return true;
    }

    private static ProjectedVolumeSource Source() => new()
    {
        DefaultMode = Mode,
        Sources =
        [
            new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { ExpirationSeconds = ExpirationSeconds, Path = "token" } },
            new VolumeProjection
            {
                ConfigMap = new ConfigMapProjection { Name = "kube-root-ca.crt", Items = [new KeyToPath { Key = "ca.crt", Path = "ca.crt" }] },
            },
            new VolumeProjection
            {
                DownwardAPI = new DownwardAPIProjection
                {
                    Items = [new DownwardAPIVolumeFile { Path = "namespace", FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = "metadata.namespace" } }],
                },
            },
        ],
    };
}
