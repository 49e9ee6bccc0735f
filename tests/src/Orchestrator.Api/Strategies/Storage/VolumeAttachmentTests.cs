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
    public void Is_refused_for(string spec, string error) => Create(Kind, Attachment(spec)).ShouldBe([error]);

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
