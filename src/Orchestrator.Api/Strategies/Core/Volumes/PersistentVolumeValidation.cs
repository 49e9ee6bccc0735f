using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks persistent volumes.</summary>
internal static class PersistentVolumeValidation
{
    private static readonly string[] ReclaimPolicies = ["Delete", "Recycle", "Retain"];
    private static readonly string[] Resources = ["storage"];
    private static readonly FieldPath Path = FieldPath.Of("spec");

    public static void Spec(PersistentVolumeSpec spec, FieldErrors errors)
    {
        AccessModes.Validate(spec.AccessModes, errors, Path, "");
        Capacity(spec, errors, Path.Child("capacity"));
        if (!string.IsNullOrEmpty(spec.PersistentVolumeReclaimPolicy))
        {
            MemberRules.Supported(spec.PersistentVolumeReclaimPolicy, ReclaimPolicies, errors, Path, "persistentVolumeReclaimPolicy");
        }

        NodeAffinity(spec, errors, Path.Child("nodeAffinity"));
        OneSource(spec, errors, Path);
        if (spec is { HostPath.Path: "/", PersistentVolumeReclaimPolicy: "Recycle" })
        {
            errors.Forbidden(Path.Child("persistentVolumeReclaimPolicy"), "may not be 'recycle' for a hostPath mount of '/'");
        }

        StorageClassNames.Validate(spec.StorageClassName, spec.VolumeAttributesClassName, errors, Path);
        MemberRules.Supported(spec.VolumeMode, ClaimValidation.VolumeModes, errors, Path, "volumeMode");
    }

    public static void Update(PersistentVolumeSpec spec, PersistentVolumeSpec old, FieldErrors errors)
    {
        var now = PersistentVolumeSources.Only(spec);
        var before = PersistentVolumeSources.Only(old);
        if (!SpecEquality.Same(now, before) && !OnlyAddsExpandSecret(now, before))
        {
            errors.Forbidden(
                Path.Child("persistentvolumesource"),
                "spec.persistentvolumesource is immutable after creation\n" + ModelDifference.Describe(before, now));
        }

        MemberRules.UnchangedValue(spec.VolumeMode, old.VolumeMode, errors, Path, "volumeMode");
        if (old.NodeAffinity is not null)
        {
            MemberRules.Unchanged(spec.NodeAffinity, old.NodeAffinity, errors, Path, "nodeAffinity");
        }

        StorageClassNames.AttributesKept(spec.VolumeAttributesClassName, old.VolumeAttributesClassName, errors);
    }

    private static bool OnlyAddsExpandSecret(PersistentVolumeSpec now, PersistentVolumeSpec before)
    {
        if (now.Csi is not { ControllerExpandSecretRef: { } secret } csi || before.Csi is not { ControllerExpandSecretRef: null })
        {
            return false;
        }

        csi.ControllerExpandSecretRef = null;
        var same = SpecEquality.Same(now, before);
        csi.ControllerExpandSecretRef = secret;
        return same;
    }

    private static void Capacity(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.Capacity is not { Count: > 0 } capacity)
        {
            errors.Required(path);
            capacity = [];
        }

        if (!capacity.ContainsKey("storage") || capacity.Count > 1)
        {
            errors.NotSupported(path, capacity.ToDictionary(entry => entry.Key, entry => entry.Value.ToString()), Resources);
        }

        foreach (var (name, amount) in capacity)
        {
            if (amount.Sign < 0)
            {
                errors.Invalid(path.Key(name), amount.Value(), "must be a valid resource quantity");
            }

            if (amount.Sign <= 0)
            {
                errors.Invalid(path.Key(name), amount, "must be greater than zero");
            }
        }
    }

    private static void NodeAffinity(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        switch (spec.NodeAffinity)
        {
            case { Required: { } required }:
                AffinityRules.NodeSelector(required, errors, path.Child("required"));
                break;
            case not null:
                errors.Required(path.Child("required"), "must specify required node constraints");
                break;
            case null when spec.Local is not null:
                errors.Required(path, "Local volume requires node affinity");
                break;
        }
    }

    /// <summary>Where the volume is, in exactly one way.</summary>
    internal static void OneSource(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        var sources = PersistentVolumeSources.Of(spec);
        if (sources.Count == 0)
        {
            errors.Required(path, "must specify a volume type");
        }

        for (var i = 1; i < sources.Count; i++)
        {
            errors.Forbidden(path.Child(sources[i]), "may not specify more than 1 volume type");
        }

        PersistentSourceRules.Validate(spec, errors, path);
    }
}
