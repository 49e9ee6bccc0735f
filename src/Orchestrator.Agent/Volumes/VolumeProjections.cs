using System.Text;
using Orchestrator.Agent.Environment;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Volumes;

/// <summary>The files that config maps, secrets, the downward API and tokens make in a volume.</summary>
internal sealed class VolumeProjections(IConfigSource config, Func<EnvironmentBuilder.Facts> facts)
{
    private const int DefaultMode = 0b110_100_100;
    private const int OwnerOnlyMode = 0b110_000_000;

    /// <summary>When the first of the tokens that were asked for is to be replaced.</summary>
    public DateTimeOffset RefreshAt { get; private set; } = DateTimeOffset.MaxValue;

    public async Task<Dictionary<string, ProjectedFile>> OfAsync(Pod pod, ConfigMapVolumeSource source, CancellationToken cancellationToken)
    {
        var files = New();
        await AddConfigMapAsync(files, pod, source.Name, source.Items, source.Optional, source.DefaultMode, cancellationToken);
        return files;
    }

    public async Task<Dictionary<string, ProjectedFile>> OfAsync(Pod pod, SecretVolumeSource source, CancellationToken cancellationToken)
    {
        var files = New();
        await AddSecretAsync(files, pod, source.SecretName, source.Items, source.Optional, source.DefaultMode, cancellationToken);
        return files;
    }

    public Dictionary<string, ProjectedFile> Of(Pod pod, DownwardAPIVolumeSource source)
    {
        var files = New();
        AddDownward(files, pod, source.Items, source.DefaultMode);
        return files;
    }

    public async Task<Dictionary<string, ProjectedFile>> OfAsync(Pod pod, ProjectedVolumeSource source, CancellationToken cancellationToken)
    {
        var files = New();
        foreach (var part in source.Sources)
        {
            switch (part)
            {
                case { ConfigMap: { } map }:
                    await AddConfigMapAsync(files, pod, map.Name, map.Items, map.Optional, source.DefaultMode, cancellationToken);
                    break;
                case { Secret: { } secret }:
                    await AddSecretAsync(files, pod, secret.Name, secret.Items, secret.Optional, source.DefaultMode, cancellationToken);
                    break;
                case { DownwardAPI: { } downward }:
                    AddDownward(files, pod, downward.Items, source.DefaultMode);
                    break;
                case { ServiceAccountToken: { } token }:
                    files[token.Path] = await TokenAsync(pod, token, source.DefaultMode, cancellationToken);
                    break;
                default:
                    throw new VolumeException("the projected volume has a source that is not supported");
            }
        }

        return files;
    }

    private async Task<ProjectedFile> TokenAsync(Pod pod, ServiceAccountTokenProjection source, int? defaultMode, CancellationToken cancellationToken)
    {
        var token = await config.TokenAsync(pod, source.Audience, source.ExpirationSeconds, cancellationToken);
        RefreshAt = token.RefreshAt < RefreshAt ? token.RefreshAt : RefreshAt;

        // kubelet: with an fsGroup the group reads it, and nobody else
        var mode = pod.Spec.SecurityContext?.FsGroup is null ? (int?)null : OwnerOnlyMode;
        return File(Encoding.UTF8.GetBytes(token.Value), mode, defaultMode);
    }

    private async Task AddConfigMapAsync(
        Dictionary<string, ProjectedFile> files, Pod pod, string? name, List<KeyToPath>? items, bool? optional, int? mode, CancellationToken cancellationToken)
    {
        var map = await config.ConfigMapAsync(pod.Metadata.Namespace ?? "", name ?? "", cancellationToken);
        if (map is null && optional != true)
        {
            throw new VolumeException($"configmap \"{name}\" not found");
        }

        var data = (map?.Data ?? []).ToDictionary(static e => e.Key, static e => Encoding.UTF8.GetBytes(e.Value), StringComparer.Ordinal);
        foreach (var (key, value) in map?.BinaryData ?? [])
        {
            data[key] = value;
        }

        Add(files, data, items, optional, mode, "configmap");
    }

    private async Task AddSecretAsync(
        Dictionary<string, ProjectedFile> files, Pod pod, string? name, List<KeyToPath>? items, bool? optional, int? mode, CancellationToken cancellationToken)
    {
        var secret = await config.SecretAsync(pod.Metadata.Namespace ?? "", name ?? "", cancellationToken);
        if (secret is null && optional != true)
        {
            throw new VolumeException($"secret \"{name}\" not found");
        }

        Add(files, secret?.Data ?? [], items, optional, mode, "secret");
    }

    private static void Add(
        Dictionary<string, ProjectedFile> files, Dictionary<string, byte[]> data, List<KeyToPath>? items, bool? optional, int? mode, string what)
    {
        if (items is not { Count: > 0 })
        {
            foreach (var (key, value) in data)
            {
                files[key] = File(value, null, mode);
            }

            return;
        }

        foreach (var item in items)
        {
            if (data.TryGetValue(item.Key, out var value))
            {
                files[item.Path] = File(value, item.Mode, mode);
            }
            else if (optional != true)
            {
                throw new VolumeException($"references non-existent {what} key: {item.Key}");
            }
        }
    }

    private void AddDownward(Dictionary<string, ProjectedFile> files, Pod pod, List<DownwardAPIVolumeFile>? items, int? mode)
    {
        var known = facts();
        foreach (var item in items ?? [])
        {
            var container = pod.AllContainers().FirstOrDefault(c => c.Name == item.ResourceFieldRef?.ContainerName);
            var value = item.FieldRef is { } field ? PodFields.Field(pod, field.FieldPath, known.PodAddresses, known.HostAddresses)
                : item.ResourceFieldRef is { } resource && container is not null ? PodFields.Resource(container, resource, known.Allocatable)
                : null;
            files[item.Path] = File(Encoding.UTF8.GetBytes(value ?? throw new VolumeException($"the downward API has nothing for {item.Path}")), item.Mode, mode);
        }
    }

    private static Dictionary<string, ProjectedFile> New() => new(StringComparer.Ordinal);

    private static ProjectedFile File(byte[] content, int? mode, int? defaultMode) => new(content, (UnixFileMode)((mode ?? defaultMode ?? DefaultMode) & 0b111_111_111));
}
