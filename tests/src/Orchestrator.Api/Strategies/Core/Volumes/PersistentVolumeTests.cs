using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Values;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core.Volumes;

public class PersistentVolumeTests : StrategyTest
{
    private const string Head = "\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"]";
    private const string Base = Head + ""","hostPath":{"path":"/data"}""";

    private static readonly KindDescriptor Kind = Find("v1", "PersistentVolume");

    [Fact]
    public void Has_defaults()
    {
        var volume = Created(Base);
        (volume.Spec.PersistentVolumeReclaimPolicy, volume.Spec.VolumeMode, volume.Status.Phase, volume.Spec.HostPath!.Type).ShouldBe(("Retain", "Filesystem", "Pending", ""));
    }

    [Theory]
    [InlineData(Head, "spec: Required value: must specify a volume type")]
    [InlineData(Base + ""","nfs":{"server":"s","path":"/"}""", "spec.nfs: Forbidden: may not specify more than 1 volume type")]
    [InlineData(Head + ""","nfs":{"server":"s","path":"p"}""", "spec.nfs.path: Invalid value: \"p\": must be an absolute path")]
    [InlineData(Head + ""","local":{"path":"/x"}""", "spec.nodeAffinity: Required value: Local volume requires node affinity")]
    [InlineData(Head + ""","csi":{"driver":"a.b"}""", "spec.csi.volumeHandle: Required value")]
    [InlineData(Head + ""","csi":{"driver":"a.b","volumeHandle":"h","nodeStageSecretRef":{"name":"x"}}""", "spec.csi.nodeStageSecretRef.namespace: Required value")]
    [InlineData(Head + ""","iscsi":{"targetPortal":"p","iqn":"x","lun":0}""", "spec.iscsi.iqn: Invalid value: \"x\": must be valid format starting with iqn, eui, or naa")]
    [InlineData(Head + ",\"hostPath\":{\"path\":\"/\"},\"persistentVolumeReclaimPolicy\":\"Recycle\"", "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'")]
    [InlineData(Base + ",\"persistentVolumeReclaimPolicy\":\"X\"", "spec.persistentVolumeReclaimPolicy: Unsupported value: \"X\": supported values: \"Delete\", \"Recycle\", \"Retain\"")]
    [InlineData(Base + ""","nodeAffinity":{}""", "spec.nodeAffinity.required: Required value: must specify required node constraints")]
    [InlineData("\"capacity\":{\"storage\":\"1Gi\"},\"hostPath\":{\"path\":\"/data\"}", "spec.accessModes: Required value")]
    [InlineData("\"accessModes\":[\"ReadWriteOnce\"],\"hostPath\":{\"path\":\"/data\"}", "spec.capacity: Required value")]
    public void Is_refused_for(string spec, string error) => Create(Kind, Volume(spec)).ShouldContain(error);

    [Fact]
    public void Its_source_and_its_nodes_stay()
    {
        var old = Created(Base);
        Update(Kind, Volume(Base + ""","nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Exists"}]}]}}"""), old).ShouldBeEmpty();
        Update(Kind, Volume(Head + ""","hostPath":{"path":"/other"}"""), old).Single().ShouldStartWith(
            "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\n");
        Update(Kind, Volume(Base + ",\"volumeMode\":\"Block\""), old).ShouldBe(["spec.volumeMode: Invalid value: \"Block\": field is immutable"]);
    }

    [Fact]
    public void Its_row()
    {
        var volume = Created(Base + ",\"claimRef\":{\"namespace\":\"d\",\"name\":\"c\"},\"storageClassName\":\"slow\"");
        volume.Status.Phase = "Bound";
        var row = Row(Kind, volume);
        (row["Capacity"], row["Access Modes"], row["Reclaim Policy"], row["Status"], row["Claim"], row["StorageClass"], row["Reason"]).ShouldBe(("1Gi", "RWO", "Retain", "Bound", "d/c", "slow", ""));
    }

    [Fact]
    public void Warns_of_what_does_nothing_any_more() =>
        ObjectRules.Warnings(Kind.Strategy, Volume(Head + ""","glusterfs":{"endpoints":"e","path":"p"}"""), null).ShouldBe(
            ["spec.glusterfs: deprecated in v1.25, non-functional in v1.26+"]);

    private static PersistentVolume Created(string spec)
    {
        var volume = Volume(spec);
        Create(Kind, volume).ShouldBeEmpty();
        return volume;
    }

    private static PersistentVolume Volume(string spec) =>
        Decode<PersistentVolume>("v1", "PersistentVolume", $$$"""{"metadata":{"name":"v"},"spec":{ {{{spec}}} }}""");
}
