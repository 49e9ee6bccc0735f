using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Scopes;
using Orchestrator.Grains.Objects.Admission.Storage;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;

/// <summary>What claims use: themselves and storage, in all and of their storage class.</summary>
internal sealed class ClaimEvaluator() : QuotaEvaluator(Resources.PersistentVolumeClaims)
{
    private const string Requests = "requests.storage";
    private const string OfClass = ".storageclass.storage.k8s.io/";

    /// <inheritdoc/>
    public override bool ChangesOnUpdate(string subresource) => subresource.Length == 0;

    /// <inheritdoc/>
    public override bool Counts(string name) =>
        name == Requests
        || name.EndsWith(OfClass + Requests, StringComparison.Ordinal)
        || name.EndsWith(OfClass + "persistentvolumeclaims", StringComparison.Ordinal)
        || base.Counts(name);

    /// <inheritdoc/>
    public override void AddUsage(IKubeObject value, DateTime now, Dictionary<string, Quantity> usage)
    {
        base.AddUsage(value, now, usage);
        var claim = (PersistentVolumeClaim)value;
        var storageClass = ClaimFacts.StorageClass(claim);
        if (storageClass.Length > 0)
        {
            usage[storageClass + OfClass + "persistentvolumeclaims"] = Quantity.FromValue(1);
        }

        if (claim.Spec.Resources.Requests?.ContainsKey("storage") != true)
        {
            return;
        }

        // While a claim grows back from a failed attempt, what was allocated still counts.
        var storage = ClaimFacts.Storage(claim);
        if (claim.Status.AllocatedResources is { } allocated && allocated.TryGetValue("storage", out var taken) && taken > storage)
        {
            storage = taken;
        }

        usage[Requests] = storage;
        if (storageClass.Length > 0)
        {
            usage[storageClass + OfClass + Requests] = storage;
        }
    }

    /// <inheritdoc/>
    public override bool IsInScope(IKubeObject value, string scope, string op, IReadOnlyList<string> values)
    {
        if (scope != "VolumeAttributesClass")
        {
            return false;
        }

        var claim = (PersistentVolumeClaim)value;
        var classes = new[] { claim.Spec.VolumeAttributesClassName, claim.Status.CurrentVolumeAttributesClassName, claim.Status.ModifyVolumeStatus?.TargetVolumeAttributesClassName };
        return ScopeOperator.Holds(op, values, [.. classes.Where(name => !string.IsNullOrEmpty(name))!]);
    }
}
