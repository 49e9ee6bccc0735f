using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks what is projected into a volume as files: keys of config maps and secrets, fields of the pod, tokens.</summary>
internal static class ProjectionRules
{
    private const int MaximumMode = 0x1FF;
    private const long MinimumTokenSeconds = 600;
    private const long MaximumTokenSeconds = 1L << 32;

    public static void Files(List<KeyToPath>? items, int? defaultMode, FieldErrors errors, FieldPath path)
    {
        Mode(defaultMode, errors, path.Child("defaultMode"));
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var item = items![i];
            var at = path.Child("items").Index(i);
            if (item.Key.Length == 0)
            {
                errors.Required(at.Child("key"));
            }

            FilePath(item.Path, errors, at.Child("path"));
            Mode(item.Mode, errors, at.Child("mode"));
        }
    }

    public static void Downward(List<DownwardAPIVolumeFile>? items, int? defaultMode, FieldErrors errors, FieldPath path)
    {
        Mode(defaultMode, errors, path.Child("defaultMode"));
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var item = items![i];
            var at = path.Index(i);
            FilePath(item.Path, errors, at.Child("path"));
            switch (item)
            {
                case { FieldRef: not null, ResourceFieldRef: not null }:
                    errors.Invalid(at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
                    break;
                case { FieldRef: { } field }:
                    EnvironmentRules.FieldRef(field, errors, at.Child("fieldRef"));
                    break;
                case { ResourceFieldRef: { } resource }:
                    EnvironmentRules.ResourceRef(resource, errors, at.Child("resourceFieldRef"));
                    break;
                default:
                    errors.Required(at, "one of fieldRef and resourceFieldRef is required");
                    break;
            }

            Mode(item.Mode, errors, at.Child("mode"));
        }
    }

    public static void Projected(ProjectedVolumeSource? projected, FieldErrors errors, FieldPath path)
    {
        if (projected is null)
        {
            return;
        }

        Mode(projected.DefaultMode, errors, path.Child("defaultMode"));
        for (var i = 0; i < projected.Sources.Count; i++)
        {
            var source = projected.Sources[i];
            var at = path.Child("sources").Index(i);
            if (source.Secret is { } secret)
            {
                Name(secret.Name, errors, at.Child("secret", "name"));
                Files(secret.Items, null, errors, at.Child("secret"));
            }

            if (source.ConfigMap is { } configMap)
            {
                Name(configMap.Name, errors, at.Child("configMap", "name"));
                Files(configMap.Items, null, errors, at.Child("configMap"));
            }

            Downward(source.DownwardAPI?.Items, null, errors, at.Child("downwardAPI"));
            Token(source.ServiceAccountToken, errors, at.Child("serviceAccountToken"));
        }
    }

    private static void Token(ServiceAccountTokenProjection? token, FieldErrors errors, FieldPath path)
    {
        switch (token?.ExpirationSeconds)
        {
            case < MinimumTokenSeconds:
                errors.Invalid(path.Child("expirationSeconds"), token.ExpirationSeconds, "may not specify a duration less than 10 minutes");
                break;
            case > MaximumTokenSeconds:
                errors.Invalid(path.Child("expirationSeconds"), token.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds");
                break;
        }

        if (token is not null)
        {
            FilePath(token.Path, errors, path.Child("path"));
        }
    }

    private static void FilePath(string value, FieldErrors errors, FieldPath path)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
            return;
        }

        PathRules.Descending(value, errors, path);
        if (value.StartsWith("..", StringComparison.Ordinal) && !PathRules.HasBackstep(value))
        {
            errors.Invalid(path, value, "must not start with '..'");
        }
    }

    private static void Mode(int? mode, FieldErrors errors, FieldPath path)
    {
        if (mode is < 0 or > MaximumMode)
        {
            errors.Invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive");
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
