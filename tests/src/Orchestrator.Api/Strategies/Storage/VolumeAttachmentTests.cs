using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Storage.V1;

namespace Orchestrator.Api.Tests.Strategies.Storage;

public class VolumeAttachmentTests : StrategyTest
{
    private const string Good = """{"attacher":"d","nodeName":"n","source":{"persistentVolumeName":"v"}}""";
    private static readonly KindDescriptor Kind = Find("storage.k8s.io/v1", "VolumeAttachment");

    [Theory]
    [InlineData("""{"attacher":"","nodeName":"n","source":{"persistentVolumeName":"v"}}""", "spec.attacher: Required value")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{}}""", "spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{"persistentVolumeName":"v","inlineVolumeSpec":{}}}""", "spec.source: Forbidden: must specify exactly one of inlineVolumeSpec and persistentVolumeName")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{"persistentVolumeName":""}}""", "spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"csi":{"driver":"d","volumeHandle":"h"},"capacity":{"storage":"1Gi"}}}}""", "spec.source.inlineVolumeSpec.capacity: Forbidden: may not be specified in the context of inline volumes")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"csi":{"driver":"d","volumeHandle":"h"},"persistentVolumeReclaimPolicy":"Delete"}}}""", "spec.source.inlineVolumeSpec.persistentVolumeReclaimPolicy: Forbidden: may only be Retain in the context of inline volumes")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"csi":{"driver":"d","volumeHandle":"h"},"volumeMode":"Block"}}}""", "spec.source.inlineVolumeSpec.volumeMode: Forbidden: may not specify volumeMode other than Filesystem in the context of inline volumes")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"nfs":{"server":"s","path":"/p"}}}}""", "spec.source.inlineVolumeSpec.csi: Required value: has to be specified in the context of inline volumes")]
    [InlineData("""{"attacher":"d","nodeName":"n","source":{"inlineVolumeSpec":{"csi":{"driver":"d","volumeHandle":"h"}}}}""", "spec.source.inlineVolumeSpec.accessModes: Required value")]
    public void Is_refused_for(string spec, string error) => Create(Kind, Attachment(spec)).ShouldBe([error]);

    [Fact]
    public void A_volume_of_a_driver_may_be_spelled_out() =>
        Create(Kind, Attachment("""{"attacher":"d","nodeName":"n","source":{"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"csi":{"driver":"d","volumeHandle":"h"}}}}""")).ShouldBeEmpty();

    [Fact]
    public void Its_spec_stays() => Update(Kind, Attachment(Good.Replace("\"n\"", "\"m\"")), Attachment(Good)).ShouldBe(
        ["spec: Invalid value: {\"attacher\":\"d\",\"source\":{\"persistentVolumeName\":\"v\"},\"nodeName\":\"m\"}: field is immutable"]);

    [Fact]
    public void Only_the_attacher_says_how_far_it_is()
    {
        var created = Attachment(Good, """{"attached":true}""");
        Create(Kind, created).ShouldBeEmpty();
        created.Status.Attached.ShouldBeFalse();
        var status = Attachment("{}", """{"attached":true}""");
        Update(Kind, status, created, "status").ShouldBeEmpty();
        (status.Status.Attached, status.Spec.NodeName).ShouldBe((true, "n"));
        var row = Row(Kind, status);
        (row["Attacher"], row["PV"], row["Node"], row["Attached"]).ShouldBe(("d", "v", "n", "true"));
    }

    private static VolumeAttachment Attachment(string spec, string status = "{}") =>
        Decode<VolumeAttachment>("storage.k8s.io/v1", "VolumeAttachment", $$"""{"metadata":{"name":"a"},"spec":{{spec}},"status":{{status}}}""");
}
