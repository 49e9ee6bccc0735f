using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks changes of claims: a claim is bound once, and may grow afterwards.</summary>
internal static class ClaimUpdateValidation
{
    private const string Storage = "storage";

    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Update(PersistentVolumeClaim claim, PersistentVolumeClaim old, FieldErrors errors)
    {
        var (now, before) = (claim.Spec, old.Spec);
        if (!SpecEquality.Same(now, before))
        {
            Changes(claim, old, errors);
        }

        if (Size(now.Resources) is { } size && Size(before.Resources) is { } oldSize && size < oldSize)
        {
            Shrink(size, old, errors);
        }

        MemberRules.UnchangedValue(now.VolumeMode, before.VolumeMode, errors, FieldPath.Of("spec"), "volumeMode");
        StorageClassNames.AttributesKept(now.VolumeAttributesClassName, before.VolumeAttributesClassName, errors);
    }

    public static void Status(PersistentVolumeClaim claim, FieldErrors errors)
    {
        var path = FieldPath.Of("status");
        Amounts(claim.Status.Capacity, errors, path.Child("capacity"));
        Amounts(claim.Status.AllocatedResources, errors, path.Child("allocatedResources"));
    }

    private static void Changes(PersistentVolumeClaim claim, PersistentVolumeClaim old, FieldErrors errors)
    {
        var allowed = old.Spec.DeepCopy();
        if (string.IsNullOrEmpty(allowed.VolumeName))
        {
            allowed.VolumeName = claim.Spec.VolumeName;
        }

        if (allowed.StorageClassName is null && !HasAnnotation(old))
        {
            // The default class may come after the claim.
            allowed.StorageClassName = claim.Spec.StorageClassName;
        }

        if (old.Status.Phase == "Bound" && Size(claim.Spec.Resources) is { } size)
        {
            (allowed.Resources.Requests ??= [])[Storage] = size;
        }

        allowed.VolumeAttributesClassName = claim.Spec.VolumeAttributesClassName;
        if (!SpecEquality.Same(claim.Spec, allowed))
        {
            errors.Forbidden(
                Spec,
                "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n"
                + ModelDifference.Describe(allowed, claim.Spec));
        }
    }

    // An expansion that failed may be taken back, but not below what the volume already has.
    private static void Shrink(Quantity size, PersistentVolumeClaim old, FieldErrors errors)
    {
        if (old.Status.Capacity is not { } capacity || !capacity.TryGetValue(Storage, out var present) || size <= present)
        {
            errors.Forbidden(Spec.Child("resources").Child("requests", Storage), "field can not be less than status.capacity");
        }
    }

    private static void Amounts(Dictionary<string, Quantity>? amounts, FieldErrors errors, FieldPath path)
    {
        foreach (var (name, amount) in amounts ?? [])
        {
            if (amount.Sign < 0)
            {
                errors.Invalid(path.Key(name), amount.Value(), "must be a valid resource quantity");
            }
        }
    }

    private static Quantity? Size(VolumeResourceRequirements resources) =>
        resources.Requests is { } requests && requests.TryGetValue(Storage, out var size) ? size : null;

    private static bool HasAnnotation(PersistentVolumeClaim claim) => claim.Metadata.Annotations?.ContainsKey(StorageClassNames.Annotation) == true;
}
