using System.Text;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Environment;

/// <summary>A container cannot be made from what its pod refers to (kubelet: CreateContainerConfigError).</summary>
internal sealed class ContainerConfigException(string message) : Exception(message);

/// <summary>The environment of a container: envFrom, then env in order, each able to refer to the ones before (kubelet: makeEnvironmentVariables).</summary>
internal sealed class EnvironmentBuilder(IConfigSource config)
{
    /// <summary>Where the values of the downward API come from.</summary>
    public sealed record Facts(IReadOnlyList<string> PodAddresses, IReadOnlyList<string> HostAddresses, IReadOnlyDictionary<string, Quantity> Allocatable);

    /// <exception cref="ContainerConfigException">A config map, secret or key that is not optional does not exist.</exception>
    public async Task<List<KeyValuePair<string, string>>> BuildAsync(Pod pod, Container container, Facts facts, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var order = new List<string>();
        void Set(string name, string value)
        {
            if (!values.ContainsKey(name))
            {
                order.Add(name);
            }

            values[name] = value;
        }

        foreach (var source in container.EnvFrom ?? [])
        {
            await AddAllAsync(pod, source, Set, cancellationToken);
        }

        foreach (var variable in container.Env ?? [])
        {
            if (variable.ValueFrom is null)
            {
                Set(variable.Name, VariableExpansion.Expand(variable.Value ?? "", values));
            }
            else if (await ValueFromAsync(pod, container, variable.ValueFrom, facts, cancellationToken) is { } value)
            {
                Set(variable.Name, value);
            }
        }

        return order.ConvertAll(name => KeyValuePair.Create(name, values[name]));
    }

    private async Task AddAllAsync(Pod pod, EnvFromSource source, Action<string, string> set, CancellationToken cancellationToken)
    {
        var ns = pod.Metadata.Namespace ?? "";
        if (source.ConfigMapRef is { } map)
        {
            foreach (var (key, value) in await DataAsync(ns, map.Name ?? "", map.Optional, cancellationToken) ?? [])
            {
                set(source.Prefix + key, value);
            }
        }
        else if (source.SecretRef is { } secret)
        {
            foreach (var (key, value) in await SecretDataAsync(ns, secret.Name ?? "", secret.Optional, cancellationToken) ?? [])
            {
                set(source.Prefix + key, Encoding.UTF8.GetString(value));
            }
        }
    }

    private async Task<string?> ValueFromAsync(Pod pod, Container container, EnvVarSource source, Facts facts, CancellationToken cancellationToken)
    {
        var ns = pod.Metadata.Namespace ?? "";
        switch (source)
        {
            case { FieldRef: { } field }:
                return PodFields.Field(pod, field.FieldPath, facts.PodAddresses, facts.HostAddresses)
                    ?? throw new ContainerConfigException($"unsupported fieldPath: {field.FieldPath}");
            case { ResourceFieldRef: { } resource }:
                var of = resource.ContainerName is { Length: > 0 } name ? pod.AllContainers().FirstOrDefault(c => c.Name == name) : container;
                return (of is null ? null : PodFields.Resource(of, resource, facts.Allocatable))
                    ?? throw new ContainerConfigException($"unsupported container resource : {resource.Resource}");
            case { ConfigMapKeyRef: { } key }:
                var data = await DataAsync(ns, key.Name ?? "", key.Optional, cancellationToken);
                return data is not null && data.TryGetValue(key.Key, out var value) ? value
                    : key.Optional == true ? null
                    : throw new ContainerConfigException($"couldn't find key {key.Key} in ConfigMap {ns}/{key.Name}");
            case { SecretKeyRef: { } key }:
                var secret = await SecretDataAsync(ns, key.Name ?? "", key.Optional, cancellationToken);
                return secret is not null && secret.TryGetValue(key.Key, out var bytes) ? Encoding.UTF8.GetString(bytes)
                    : key.Optional == true ? null
                    : throw new ContainerConfigException($"couldn't find key {key.Key} in Secret {ns}/{key.Name}");
            default:
                return null;
        }
    }

    private async Task<Dictionary<string, string>?> DataAsync(string ns, string name, bool? optional, CancellationToken cancellationToken) =>
        await config.ConfigMapAsync(ns, name, cancellationToken) is { } map ? map.Data ?? []
        : optional == true ? null
        : throw new ContainerConfigException($"configmap \"{name}\" not found");

    private async Task<Dictionary<string, byte[]>?> SecretDataAsync(string ns, string name, bool? optional, CancellationToken cancellationToken) =>
        await config.SecretAsync(ns, name, cancellationToken) is { } secret ? secret.Data ?? []
        : optional == true ? null
        : throw new ContainerConfigException($"secret \"{name}\" not found");
}
