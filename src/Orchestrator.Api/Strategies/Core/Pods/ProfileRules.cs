using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the profiles of the kernel's security modules.</summary>
internal static class ProfileRules
{
    private const int MaximumPathLength = 4095;

    private static readonly string[] Types = ["Localhost", "RuntimeDefault", "Unconfined"];

    public static void Seccomp(SeccompProfile? profile, FieldErrors errors, FieldPath path)
    {
        if (profile is null)
        {
            return;
        }

        Type(profile.Type, "type is required when seccompProfile is set", errors, path.Child("type"));
        switch (profile)
        {
            case { Type: "Localhost", LocalhostProfile: null }:
                errors.Required(path.Child("localhostProfile"), "must be set when seccomp type is Localhost");
                break;
            case { Type: "Localhost" }:
                PathRules.Descending(profile.LocalhostProfile, errors, path.Child("localhostProfile"));
                break;
            case { LocalhostProfile: { } name }:
                errors.Invalid(path.Child("localhostProfile"), name, "can only be set when seccomp type is Localhost");
                break;
        }
    }

    public static void AppArmor(AppArmorProfile? profile, FieldErrors errors, FieldPath path)
    {
        if (profile is null)
        {
            return;
        }

        Type(profile.Type, "type is required when appArmorProfile is set", errors, path.Child("type"));
        switch (profile)
        {
            case { Type: "Localhost", LocalhostProfile: null }:
                errors.Required(path.Child("localhostProfile"), "must be set when AppArmor type is Localhost");
                break;
            case { Type: "Localhost", LocalhostProfile: { } name }:
                Localhost(name, errors, path.Child("localhostProfile"));
                break;
            case { LocalhostProfile: { } name }:
                errors.Invalid(path.Child("localhostProfile"), name, "can only be set when AppArmor type is Localhost");
                break;
        }
    }

    private static void Localhost(string name, FieldErrors errors, FieldPath path)
    {
        var trimmed = name.Trim();
        if (trimmed.Length != name.Length)
        {
            errors.Invalid(path, name, "must not be padded with whitespace");
        }
        else if (trimmed.Length == 0)
        {
            errors.Required(path, "must be set when AppArmor type is Localhost");
        }

        if (name.Length > MaximumPathLength)
        {
            errors.TooLong(path, MaximumPathLength);
        }
    }

    private static void Type(string type, string ifNone, FieldErrors errors, FieldPath path)
    {
        if (type.Length == 0)
        {
            errors.Required(path, ifNone);
        }
        else if (Array.IndexOf(Types, type) < 0)
        {
            errors.NotSupported(path, type, Types);
        }
    }
}
