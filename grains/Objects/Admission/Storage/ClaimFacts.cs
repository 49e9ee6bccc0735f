using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.Storage;

/// <summary>What plugins read of a claim.</summary>
internal static class ClaimFacts
{
    /// <summary>The class that the claim names, by the older annotation or by the field; empty when it names none.</summary>
    public static string StorageClass(PersistentVolumeClaim claim) =>
        claim.Metadata.Annotations is { } annotations && annotations.TryGetValue("volume.beta.kubernetes.io/storage-class", out var older)
            ? older
            : claim.Spec.StorageClassName ?? "";

    /// <summary>How much it asks for.</summary>
    public static Quantity Storage(PersistentVolumeClaim claim) => claim.Spec.Resources.Requests?.GetValueOrDefault("storage") ?? default;
}
