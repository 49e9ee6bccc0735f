using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the environment of containers.</summary>
internal static class EnvironmentRules
{
    private const string OneAtATime = "may not have more than one field specified at a time";

    private static readonly string[] Fields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] Resources =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ];

    public static void Variables(List<EnvVar>? variables, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (variables?.Count ?? 0); i++)
        {
            var variable = variables![i];
            var at = path.Index(i);
            if (variable.Name.Length == 0)
            {
                errors.Required(at.Child("name"));
            }
            else
            {
                errors.Invalid(at.Child("name"), variable.Name, ValueRules.EnvironmentVariableName(variable.Name));
            }

            if (variable.ValueFrom is { } source)
            {
                ValueFrom(source, !string.IsNullOrEmpty(variable.Value), errors, at.Child("valueFrom"));
            }
        }
    }

    public static void Sources(List<EnvFromSource>? sources, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (sources?.Count ?? 0); i++)
        {
            var source = sources![i];
            var at = path.Index(i);
            if (!string.IsNullOrEmpty(source.Prefix))
            {
                errors.Invalid(at.Child("prefix"), source.Prefix, ValueRules.EnvironmentVariableName(source.Prefix));
            }

            switch (source)
            {
                case { ConfigMapRef: null, SecretRef: null }:
                    errors.Invalid(at, "", "must specify one of: `configMapRef` or `secretRef`");
                    break;
                case { ConfigMapRef: not null, SecretRef: not null }:
                    errors.Invalid(at, "", OneAtATime);
                    break;
            }

            if (source.ConfigMapRef is { } configMap)
            {
                Name(configMap.Name, errors, at.Child("configMapRef", "name"));
            }

            if (source.SecretRef is { } secret)
            {
                Name(secret.Name, errors, at.Child("secretRef", "name"));
            }
        }
    }

    /// <summary>Which field of the pod a value or file is taken from.</summary>
    public static void FieldRef(ObjectFieldSelector field, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(field.ApiVersion))
        {
            errors.Required(path.Child("apiVersion"));
        }
        else if (field.FieldPath.Length == 0)
        {
            errors.Required(path.Child("fieldPath"));
        }
        else if (!Fields.Contains(field.FieldPath, StringComparer.Ordinal) && !IsMetadataEntry(field.FieldPath))
        {
            errors.NotSupported(path.Child("fieldPath"), field.FieldPath, Fields);
        }
    }

    /// <summary>Which resource of the container a value or file is taken from.</summary>
    public static void ResourceRef(ResourceFieldSelector resource, FieldErrors errors, FieldPath path)
    {
        if (resource.Resource.Length == 0)
        {
            errors.Required(path.Child("resource"));
        }
        else if (!Resources.Contains(resource.Resource, StringComparer.Ordinal) && !resource.Resource.Contains("hugepages-", StringComparison.Ordinal))
        {
            errors.NotSupported(path.Child("resource"), resource.Resource, Resources);
        }
    }

    private static bool IsMetadataEntry(string field) =>
        field.EndsWith("']", StringComparison.Ordinal)
        && (field.StartsWith("metadata.labels['", StringComparison.Ordinal) || field.StartsWith("metadata.annotations['", StringComparison.Ordinal));

    private static void ValueFrom(EnvVarSource source, bool hasValue, FieldErrors errors, FieldPath path)
    {
        var count = 0;
        if (source.FieldRef is { } field)
        {
            count++;
            FieldRef(field, errors, path.Child("fieldRef"));
        }

        if (source.ResourceFieldRef is { } resource)
        {
            count++;
            ResourceRef(resource, errors, path.Child("resourceFieldRef"));
        }

        if (source.ConfigMapKeyRef is { } configMap)
        {
            count++;
            KeyRef(configMap.Name, configMap.Key, errors, path.Child("configMapKeyRef"));
        }

        if (source.SecretKeyRef is { } secret)
        {
            count++;
            KeyRef(secret.Name, secret.Key, errors, path.Child("secretKeyRef"));
        }

        if (source.FileKeyRef is { } file)
        {
            count++;
            MemberRules.RequiredName(file.VolumeName, NameRules.Dns1123Label, errors, path.Child("fileKeyRef"), "volumeName");
            MemberRules.Required(file.Key, errors, path.Child("fileKeyRef"), "key");
            MemberRules.Required(file.Path, errors, path.Child("fileKeyRef"), "path");
            PathRules.Descending(file.Path, errors, path.Child("fileKeyRef", "path"));
        }

        if (count == 0)
        {
            errors.Invalid(path, "", "must specify one of: `configMapKeyRef`, `fieldRef`, `fileKeyRef`, `resourceFieldRef` or `secretKeyRef`");
        }
        else if (hasValue)
        {
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (count > 1)
        {
            errors.Invalid(path, "", OneAtATime);
        }
    }

    private static void KeyRef(string? name, string key, FieldErrors errors, FieldPath path)
    {
        Name(name, errors, path.Child("name"));
        if (key.Length == 0)
        {
            errors.Required(path.Child("key"));
        }
        else
        {
            errors.Invalid(path.Child("key"), key, ValueRules.ConfigKey(key));
        }
    }

    private static void Name(string? name, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(name))
        {
            errors.Required(path);
        }
    }
}
