using Orchestrator.Api.Models.Core.V1;
using Account = Orchestrator.Api.Models.Core.V1.ServiceAccount;

namespace Orchestrator.Grains.Objects.Admission.ServiceAccount;

/// <summary>For accounts that say so: a pod may use only the secrets that its account lists.</summary>
internal static class MountableSecrets
{
    /// <summary>The first reference that is not allowed, in a real server's words; null when there is none.</summary>
    public static string? Problem(Account account, PodSpec spec)
    {
        var allowed = Allowed(account);
        foreach (var volume in spec.Volumes ?? [])
        {
            if (volume.Secret?.SecretName is { } name && !allowed.Contains(name))
            {
                return $"volume with secret.secretName=\"{name}\" is not allowed because service account {account.Metadata.Name} does not reference that secret";
            }
        }

        foreach (var container in spec.InitContainers ?? [])
        {
            if (InContainer("init container", container.Name, container.Env, container.EnvFrom, account, allowed) is { } problem)
            {
                return problem;
            }
        }

        foreach (var container in spec.Containers)
        {
            if (InContainer("container", container.Name, container.Env, container.EnvFrom, account, allowed) is { } problem)
            {
                return problem;
            }
        }

        return PullSecrets(account, spec);
    }

    /// <summary>The same for ephemeral containers.</summary>
    public static string? EphemeralProblem(Account account, PodSpec spec)
    {
        var allowed = Allowed(account);
        foreach (var container in spec.EphemeralContainers ?? [])
        {
            if (InContainer("ephemeral container", container.Name, container.Env, container.EnvFrom, account, allowed) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static HashSet<string> Allowed(Account account) => [.. (account.Secrets ?? []).Select(secret => secret.Name ?? "")];

    private static string? InContainer(string what, string container, List<EnvVar>? env, List<EnvFromSource>? from, Account account, HashSet<string> allowed)
    {
        foreach (var source in from ?? [])
        {
            if (source.SecretRef?.Name is { } name && !allowed.Contains(name))
            {
                return $"{what} {container} with envFrom referencing secret.secretName=\"{name}\" is not allowed because service account {account.Metadata.Name} does not reference that secret";
            }
        }

        foreach (var variable in env ?? [])
        {
            if (variable.ValueFrom?.SecretKeyRef?.Name is { } name && !allowed.Contains(name))
            {
                return $"{what} {container} with envVar {variable.Name} referencing secret.secretName=\"{name}\" is not allowed because service account {account.Metadata.Name} does not reference that secret";
            }
        }

        return null;
    }

    private static string? PullSecrets(Account account, PodSpec spec)
    {
        var pullSecrets = spec.ImagePullSecrets ?? [];
        for (var i = 0; i < pullSecrets.Count; i++)
        {
            var name = pullSecrets[i].Name;
            if (account.ImagePullSecrets?.Exists(allowed => allowed.Name == name) != true)
            {
                return $"imagePullSecrets[{i}].name=\"{name}\" is not allowed because service account {account.Metadata.Name} does not reference that imagePullSecret";
            }
        }

        return null;
    }
}
