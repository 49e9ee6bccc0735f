using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks what only pods on Windows have.</summary>
internal static class WindowsRules
{
    private const int MaximumCredentialBytes = 64 * 1024;

    public static void Options(WindowsSecurityContextOptions? options, FieldErrors errors, FieldPath path)
    {
        if (options is null)
        {
            return;
        }

        if (options.GmsaCredentialSpecName is { } name)
        {
            errors.Invalid(path.Child("gmsaCredentialSpecName"), name, NameRules.Dns1123Subdomain(name));
        }

        if (options.GmsaCredentialSpec is { } credential)
        {
            if (credential.Length == 0)
            {
                errors.Invalid(path.Child("gmsaCredentialSpec"), credential, "gmsaCredentialSpec cannot be an empty string");
            }
            else if (ValueRules.Bytes(credential) > MaximumCredentialBytes)
            {
                errors.Invalid(path.Child("gmsaCredentialSpec"), credential, $"gmsaCredentialSpec size must be under {MaximumCredentialBytes / 1024} KiB");
            }
        }

        if (options.RunAsUserName is { } user)
        {
            UserName(user, errors, path.Child("runAsUserName"));
        }
    }

    /// <summary>Containers run on the host all or none, and then in its network.</summary>
    public static void HostProcesses(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var pod = spec.SecurityContext?.WindowsOptions?.HostProcess;
        var (some, all) = (false, true);
        foreach (var container in (spec.InitContainers ?? []).Concat(spec.Containers))
        {
            var hosted = container.SecurityContext?.WindowsOptions?.HostProcess ?? pod ?? false;
            some |= hosted;
            all &= hosted;
        }

        if (!some)
        {
            return;
        }

        if (!all)
        {
            errors.Invalid(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }

        if (spec.HostNetwork != true)
        {
            errors.Invalid(path.Child("hostNetwork"), false, "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    private static void UserName(string user, FieldErrors errors, FieldPath path)
    {
        if (user.Length == 0)
        {
            errors.Invalid(path, user, "runAsUserName cannot be an empty string");
        }
        else if (user.Any(char.IsControl))
        {
            errors.Invalid(path, user, "runAsUserName cannot contain control characters");
        }
        else if (user.Count(c => c == '\\') > 1)
        {
            errors.Invalid(path, user, "runAsUserName cannot contain more than one backslash");
        }
    }
}
