using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks the spec of a claim, wherever it stands.</summary>
internal static class ClaimValidation
{
    /// <summary>How the files of a volume are seen.</summary>
    public static readonly string[] VolumeModes = ["Block", "Filesystem"];

    private const string Claim = "PersistentVolumeClaim";
    private const string Storage = "storage";

    public static void Spec(PersistentVolumeClaimSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.AccessModes is not { Count: > 0 })
        {
            errors.Required(path.Child("accessModes"), "at least 1 access mode is required");
        }

        LabelSelectorRules.Validate(spec.Selector, errors, path.Child("selector"));
        if (spec.AccessModes is { Count: > 0 })
        {
            AccessModes.Validate(spec.AccessModes, errors, path, "");
        }

        Size(spec, errors, path.Child("resources"));
        StorageClassNames.Validate(spec.StorageClassName, spec.VolumeAttributesClassName, errors, path);
        MemberRules.Supported(spec.VolumeMode, VolumeModes, errors, path, "volumeMode");
        if (spec.DataSource is { } source)
        {
            Reference(source.ApiGroup, source.Kind, source.Name, errors, path.Child("dataSource"));
        }

        if (spec.DataSourceRef is { } reference)
        {
            Reference(reference.ApiGroup, reference.Kind, reference.Name, errors, path.Child("dataSourceRef"));
            MemberRules.Name(reference.Namespace, NameRules.Dns1123Label, errors, path.Child("dataSourceRef"), "namespace");
            Agree(spec.DataSource, reference, errors, path);
        }
    }

    private static void Size(PersistentVolumeClaimSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.Resources.Requests is not { } requests || !requests.TryGetValue(Storage, out var size))
        {
            errors.Required(path.Key(Storage));
            return;
        }

        if (size.Sign < 0)
        {
            errors.Invalid(path.Key(Storage), size, "must be greater than or equal to 0");
        }

        if (size.Sign <= 0)
        {
            errors.Invalid(path.Key(Storage), size, "must be greater than zero");
        }
    }

    private static void Reference(string? group, string kind, string name, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(name, errors, path, "name");
        MemberRules.Required(kind, errors, path, "kind");
        if (string.IsNullOrEmpty(group) && kind != Claim)
        {
            errors.Invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
        }

        MemberRules.Name(group, NameRules.Dns1123Subdomain, errors, path, "apiGroup");
    }

    private static void Agree(TypedLocalObjectReference? source, TypedObjectReference reference, FieldErrors errors, FieldPath path)
    {
        if (source is null)
        {
            return;
        }

        if (!string.IsNullOrEmpty(reference.Namespace))
        {
            errors.Invalid(path, path.Child("dataSource").ToString(), "may not be specified when dataSourceRef.namespace is specified");
        }
        else if (source.ApiGroup != reference.ApiGroup || source.Kind != reference.Kind || source.Name != reference.Name)
        {
            errors.Invalid(path, path.Child("dataSource").ToString(), "must match dataSourceRef");
        }
    }
}
