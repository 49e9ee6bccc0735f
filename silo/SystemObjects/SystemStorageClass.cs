using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>The storage class of volumes that are directories of nodes. It is the default one, unless somebody has made another class that when it is made.</summary>
internal sealed class SystemStorageClass(IReplica replica) : ISystemObjectSource
{
    private const string Marker = "storageclass.kubernetes.io/is-default-class";
    private const string OlderMarker = "storageclass.beta.kubernetes.io/is-default-class";
    private static readonly GroupResource Classes = new("storage.k8s.io", "storageclasses");

    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects =>
    [
        new(new ObjectKey(Classes.Group, Classes.Resource, "", LocalVolumes.StorageClass), Make),
    ];

    private StorageClass Make() => new()
    {
        Metadata = new ObjectMeta { Name = LocalVolumes.StorageClass, Annotations = HasDefault() ? null : new() { [Marker] = "true" } },
        Provisioner = LocalVolumes.Provisioner,
        ReclaimPolicy = "Delete",
        VolumeBindingMode = "WaitForFirstConsumer",
        AllowVolumeExpansion = true,
    };

    private bool HasDefault()
    {
        foreach (var entry in replica.List(Classes))
        {
            if (entry.Annotations.GetValueOrDefault(Marker) == "true" || entry.Annotations.GetValueOrDefault(OlderMarker) == "true")
            {
                return true;
            }
        }

        return false;
    }
}
