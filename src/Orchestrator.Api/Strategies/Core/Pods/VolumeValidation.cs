using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the volumes of a pod: each has a name of its own and comes from one place.</summary>
internal static class VolumeValidation
{
    public static VolumeNames Validate(List<Volume>? volumes, FieldErrors errors, FieldPath path)
    {
        if (volumes is not { Count: > 0 })
        {
            return new VolumeNames([]);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < volumes.Count; i++)
        {
            var volume = volumes[i];
            var at = path.Index(i);
            OneSource(volume, errors, at);
            if (volume.Name.Length == 0)
            {
                errors.Required(at.Child("name"));
            }
            else
            {
                MemberRules.Name(volume.Name, NameRules.Dns1123Label, errors, at, "name");
                if (!names.Add(volume.Name))
                {
                    errors.Duplicate(at.Child("name"), volume.Name);
                }
            }
        }

        return new VolumeNames(volumes);
    }

    private static void OneSource(Volume volume, FieldErrors errors, FieldPath path)
    {
        var sources = VolumeSources.Of(volume);
        if (sources.Count == 0)
        {
            errors.Required(path, "must specify a volume type");
        }

        for (var i = 1; i < sources.Count; i++)
        {
            errors.Forbidden(path.Child(sources[i]), "may not specify more than 1 volume type");
        }

        PodVolumeRules.Validate(volume, errors, path);
        InlineSourceRules.Validate(volume, errors, path);
    }
}
