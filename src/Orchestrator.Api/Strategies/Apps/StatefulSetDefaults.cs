using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Strategies.Core.Volumes;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>What an API server fills into stateful sets.</summary>
internal static class StatefulSetDefaults
{
    private const string Retain = "Retain";

    public static void Spec(StatefulSetSpec spec)
    {
        PodDefaults.PodSpec(spec.Template.Spec);
        spec.PodManagementPolicy = string.IsNullOrEmpty(spec.PodManagementPolicy) ? "OrderedReady" : spec.PodManagementPolicy;
        spec.UpdateStrategy.Type = string.IsNullOrEmpty(spec.UpdateStrategy.Type) ? "RollingUpdate" : spec.UpdateStrategy.Type;
        if (spec.UpdateStrategy.Type == "RollingUpdate")
        {
            spec.UpdateStrategy.RollingUpdate ??= new();
            spec.UpdateStrategy.RollingUpdate.Partition ??= 0;
            spec.UpdateStrategy.RollingUpdate.MaxUnavailable ??= 1;
        }

        var retention = spec.PersistentVolumeClaimRetentionPolicy ??= new();
        retention.WhenDeleted = string.IsNullOrEmpty(retention.WhenDeleted) ? Retain : retention.WhenDeleted;
        retention.WhenScaled = string.IsNullOrEmpty(retention.WhenScaled) ? Retain : retention.WhenScaled;
        spec.Replicas ??= 1;
        spec.RevisionHistoryLimit ??= 10;
        foreach (var claim in spec.VolumeClaimTemplates ?? [])
        {
            claim.ApiVersion = "v1";
            claim.Kind = "PersistentVolumeClaim";
            ClaimDefaults.Claim(claim);
        }
    }
}
