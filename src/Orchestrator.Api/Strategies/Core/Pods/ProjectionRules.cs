using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks what is projected into a volume as files: keys of config maps and secrets, fields of the pod, tokens.</summary>
internal static class ProjectionRules
{
    private const int MaximumMode = 0x1FF;

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

    /// <summary>A file inside the volume.</summary>
    public static void FilePath(string value, FieldErrors errors, FieldPath path)
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

    /// <summary>The mode of a file.</summary>
    public static void Mode(int? mode, FieldErrors errors, FieldPath path)
    {
        if (mode is < 0 or > MaximumMode)
        {
            errors.Invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }
}
