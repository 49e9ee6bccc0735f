using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Apps.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Apps;

public class DaemonSetTests : StrategyTest
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";
    private const string Base = "\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";

    private static readonly KindDescriptor Kind = Find("apps/v1", "DaemonSet");

    [Fact]
    public void Has_defaults()
    {
        var set = Created(Base);
        ShouldBeJson(Json(set)["spec"]!["updateStrategy"], """{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}""");
        (set.Spec.RevisionHistoryLimit, set.Metadata.Annotations![TemplateGeneration]).ShouldBe((10, "1"));
    }

    [Theory]
    [InlineData("\"updateStrategy\":{\"rollingUpdate\":{\"maxUnavailable\":0}}", "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0")]
    [InlineData("\"updateStrategy\":{\"rollingUpdate\":{\"maxSurge\":1}}", "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero")]
    [InlineData("\"updateStrategy\":{\"rollingUpdate\":{\"maxUnavailable\":\"101%\"}}", "spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("\"updateStrategy\":{\"type\":\"X\"}", "spec.updateStrategy: Unsupported value: {\"type\":\"X\"}: supported values: \"RollingUpdate\", \"OnDelete\"")]
    [InlineData("\"minReadySeconds\":-1", "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0")]
    public void Is_refused_for(string field, string error) => Create(Kind, Set(Base + "," + field)).ShouldBe([error]);

    [Fact]
    public void Without_a_selector_no_template_fits() =>
        Create(Kind, Set("\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}")).ShouldBe(["spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`"]);

    [Fact]
    public void Counts_changes_of_its_template()
    {
        var old = Created(Base);
        var changed = Set(Base.Replace("\"image\":\"i\"", "\"image\":\"j\"", StringComparison.Ordinal));
        Update(Kind, changed, old).ShouldBeEmpty();
        (changed.Metadata.Annotations![TemplateGeneration], changed.Metadata.Generation).ShouldBe(("2", 2L));
    }

    [Fact]
    public void Its_selector_stays() =>
        Update(Kind, Set("\"selector\":{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Exists\"}]},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}"), Created(Base))
            .ShouldBe(["spec.selector: Invalid value: {\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Exists\"}]}: field is immutable"]);

    [Fact]
    public void Its_row()
    {
        var set = Created(Base);
        set.Spec.Template.Spec.NodeSelector = new() { ["disk"] = "ssd" };
        set.Status = new() { DesiredNumberScheduled = 3, CurrentNumberScheduled = 2, NumberReady = 1, NumberAvailable = 1 };
        var row = Row(Kind, set);
        (row["Desired"], row["Current"], row["Ready"], row["Up-to-date"], row["Available"], row["Node Selector"], row["Selector"]).ShouldBe(("3", "2", "1", "0", "1", "disk=ssd", "a=b"));
    }

    private static DaemonSet Created(string spec)
    {
        var set = Set(spec);
        Create(Kind, set).ShouldBeEmpty();
        return set;
    }

    private static DaemonSet Set(string spec) =>
        Decode<DaemonSet>("apps/v1", "DaemonSet", $$$"""{"metadata":{"name":"s","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
