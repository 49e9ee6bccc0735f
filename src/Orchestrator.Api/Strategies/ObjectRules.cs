using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies;

/// <summary>
/// The steps that a write takes through a kind's strategy, in their order, with what all kinds have in common: metadata and generation.
/// The writer of an object (its grain) calls these and nothing of the strategy directly.
/// </summary>
public static class ObjectRules
{
    /// <summary>Before mutating admission: sets what the client left open.</summary>
    public static void Default(IKindStrategy? strategy, IKubeObject obj) => (strategy ?? DefaultStrategy.Instance).Default(obj);

    /// <summary>Makes a new object ready to be stored. Its name, uid and creationTimestamp are set before.</summary>
    public static void PrepareForCreate(IKindStrategy? strategy, IKubeObject obj)
    {
        strategy ??= DefaultStrategy.Instance;
        var meta = obj.Metadata;
        meta.SelfLink = null;
        meta.DeletionTimestamp = null;
        meta.DeletionGracePeriodSeconds = null;
        meta.Generation = strategy.TracksGeneration ? 1 : null;
        strategy.PrepareForCreate(obj);
    }

    /// <summary>Checks a new object, metadata included.</summary>
    public static FieldErrors Validate(IKindStrategy? strategy, bool namespaced, IKubeObject obj)
    {
        strategy ??= DefaultStrategy.Instance;
        var errors = new FieldErrors();
        MetadataRules.Validate(obj.Metadata, namespaced, strategy.CheckName, errors);
        CheckFinalizers(strategy, obj, errors);
        strategy.Validate(obj, errors);
        return errors;
    }

    /// <summary>Keeps what a write to an object (or a subresource of it) may not change, and counts the generation.</summary>
    public static void PrepareForUpdate(IKindStrategy? strategy, IKubeObject obj, IKubeObject old, string subresource)
    {
        strategy ??= DefaultStrategy.Instance;
        MetadataRules.KeepSystemFields(obj.Metadata, old.Metadata);
        strategy.PrepareForUpdate(obj, old, subresource);
        if (subresource != "status" && strategy.TracksGeneration && strategy.SpecChanged(obj, old))
        {
            obj.Metadata.Generation = (old.Metadata.Generation ?? 0) + 1;
        }
    }

    /// <summary>Checks a changed object, metadata included.</summary>
    public static FieldErrors ValidateUpdate(IKindStrategy? strategy, bool namespaced, IKubeObject obj, IKubeObject old, string subresource)
    {
        strategy ??= DefaultStrategy.Instance;
        var errors = new FieldErrors();
        MetadataRules.ValidateUpdate(obj.Metadata, old.Metadata, namespaced, strategy.CheckName, errors);
        CheckFinalizers(strategy, obj, errors);
        strategy.ValidateUpdate(obj, old, subresource, errors);
        return errors;
    }

    /// <summary>What to tell the client about an object that passed; <paramref name="old"/> is null when it is new.</summary>
    public static IReadOnlyList<string> Warnings(IKindStrategy? strategy, IKubeObject obj, IKubeObject? old) => strategy?.Warnings(obj, old) ?? [];

    private static void CheckFinalizers(IKindStrategy strategy, IKubeObject obj, FieldErrors errors)
    {
        if (obj.Metadata.Finalizers is not { Count: > 0 } finalizers || strategy.AllowsPlainFinalizers)
        {
            return;
        }

        for (var i = 0; i < finalizers.Count; i++)
        {
            FinalizerRules.ValidateDomain(finalizers[i], errors, FieldPath.Of("metadata", "finalizers").Index(i));
        }
    }
}
