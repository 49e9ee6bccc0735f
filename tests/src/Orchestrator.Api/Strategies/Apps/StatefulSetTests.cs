using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Apps.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Apps;

public class StatefulSetTests : StrategyTest
{
    private const string Base = "\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";

    private static readonly KindDescriptor Kind = Find("apps/v1", "StatefulSet");

    [Fact]
    public void Has_defaults()
    {
        var set = Set(Base + ""","volumeClaimTemplates":[{"metadata":{"name":"d"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]""");
        Create(Kind, set).ShouldBeEmpty();
        var spec = Json(set)["spec"]!;
        ShouldBeJson(spec["updateStrategy"], """{"type":"RollingUpdate","rollingUpdate":{"partition":0,"maxUnavailable":1}}""");
        ShouldBeJson(spec["persistentVolumeClaimRetentionPolicy"], """{"whenDeleted":"Retain","whenScaled":"Retain"}""");
        (set.Spec.Replicas, set.Spec.RevisionHistoryLimit, set.Spec.PodManagementPolicy, set.Metadata.Generation).ShouldBe((1, 10, "OrderedReady", 1L));
        var claim = set.Spec.VolumeClaimTemplates!.Single();
        (claim.ApiVersion, claim.Kind, claim.Status.Phase, claim.Spec.VolumeMode).ShouldBe(("v1", "PersistentVolumeClaim", "Pending", "Filesystem"));
    }

    [Theory]
    [InlineData("\"podManagementPolicy\":\"X\"", "spec.podManagementPolicy: Invalid value: \"X\": must be 'OrderedReady' or 'Parallel'")]
    [InlineData("\"updateStrategy\":{\"type\":\"X\"}", "spec.updateStrategy: Invalid value: {\"type\":\"X\"}: must be 'RollingUpdate' or 'OnDelete'")]
    [InlineData("\"updateStrategy\":{\"type\":\"OnDelete\",\"rollingUpdate\":{\"partition\":1}}", "spec.updateStrategy.rollingUpdate: Invalid value: {\"partition\":1}: only allowed for updateStrategy 'RollingUpdate'")]
    [InlineData("\"updateStrategy\":{\"rollingUpdate\":{\"partition\":-1}}", "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"updateStrategy\":{\"rollingUpdate\":{\"maxUnavailable\":0}}", "spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0")]
    [InlineData("\"persistentVolumeClaimRetentionPolicy\":{\"whenDeleted\":\"X\"}", "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: \"X\": supported values: \"Delete\", \"Retain\"")]
    [InlineData("\"replicas\":-1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"ordinals\":{\"start\":-1}", "spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0")]
    public void Is_refused_for(string field, string error) => Create(Kind, Set(Base + "," + field)).ShouldBe([error]);

    [Theory]
    [InlineData("", "spec.selector: Required value")]
    [InlineData("\"selector\":{},", "spec.selector: Invalid value: {}: empty selector is invalid for statefulset")]
    [InlineData("\"selector\":{\"matchLabels\":{\"x\":\"y\"}},", "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`")]
    public void Its_selector_is_refused_for(string selector, string error) => Create(Kind, Set(selector + "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}")).ShouldContain(error);

    [Fact]
    public void Its_name_becomes_a_label()
    {
        var set = Set(Base);
        set.Metadata.Name = "a.b";
        Create(Kind, set).Single().ShouldStartWith("metadata.name: Invalid value: \"a.b\": must not contain dots");
    }

    [Fact]
    public void Only_some_fields_change()
    {
        var old = Created(Base);
        Update(Kind, Set(Base + ""","replicas":3,"minReadySeconds":1,"revisionHistoryLimit":2"""), old).ShouldBeEmpty();
        Update(Kind, Set(Base + ",\"serviceName\":\"other\""), old).ShouldBe(
            ["spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"]);
    }

    [Fact]
    public void Its_status_adds_up()
    {
        var old = Created(Base);
        var set = Created(Base);
        set.Status = new() { Replicas = 1, ReadyReplicas = 2 };
        Update(Kind, set, old, "status").ShouldBe(["status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas"]);
    }

    [Fact]
    public void Its_row()
    {
        var set = Created(Base + ""","replicas":3""");
        set.Status.ReadyReplicas = 2;
        var row = Row(Kind, set);
        (row["Ready"], row["Containers"], row["Images"]).ShouldBe(("2/3", "c", "i"));
    }

    private static StatefulSet Created(string spec)
    {
        var set = Set(spec);
        Create(Kind, set).ShouldBeEmpty();
        return set;
    }

    private static StatefulSet Set(string spec) =>
        Decode<StatefulSet>("apps/v1", "StatefulSet", $$$"""{"metadata":{"name":"s","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
