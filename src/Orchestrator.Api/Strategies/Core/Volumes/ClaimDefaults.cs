using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>What an API server fills into claims, also where they stand in other objects.</summary>
internal static class ClaimDefaults
{
    private const string Snapshots = "snapshot.storage.k8s.io";

    public static void Claim(PersistentVolumeClaim claim)
    {
        claim.Status.Phase ??= "Pending";
        Spec(claim.Spec);
    }

    public static void Spec(PersistentVolumeClaimSpec spec) => spec.VolumeMode ??= "Filesystem";

    /// <summary>
    /// The older <c>dataSource</c> and the newer <c>dataSourceRef</c> say the same, unless the reference crosses namespaces. The older one knows claims and
    /// snapshots only: anything else in it is dropped, as it always was.
    /// </summary>
    public static void DataSources(PersistentVolumeClaimSpec spec)
    {
        if (spec is { DataSource: { } source, DataSourceRef: null } && !IsClaimOrSnapshot(source))
        {
            spec.DataSource = null;
        }

        if (spec is { DataSource: { } only, DataSourceRef: null })
        {
            spec.DataSourceRef = new TypedObjectReference { ApiGroup = only.ApiGroup, Kind = only.Kind, Name = only.Name };
        }
        else if (spec is { DataSource: null, DataSourceRef: { Namespace: null or "" } reference })
        {
            spec.DataSource = new TypedLocalObjectReference { ApiGroup = reference.ApiGroup, Kind = reference.Kind, Name = reference.Name };
        }
    }

    private static bool IsClaimOrSnapshot(TypedLocalObjectReference source) => source switch
    {
        { Kind: "PersistentVolumeClaim", ApiGroup: null or "" } => true,
        { Kind: "VolumeSnapshot", ApiGroup: Snapshots } => true,
        _ => false,
    };
}
