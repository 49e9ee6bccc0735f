using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core;

public class ReplicationControllerTests : StrategyTest
{
    private const string Template = "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";

    private static readonly KindDescriptor Kind = Find("v1", "ReplicationController");

    [Fact]
    public void Takes_selector_and_labels_from_the_template()
    {
        var controller = Controller(Template);
        Create(Kind, controller).ShouldBeEmpty();
        controller.Spec.Replicas.ShouldBe(1);
        controller.Spec.Selector.ShouldBe(new Dictionary<string, string> { ["a"] = "b" });
        controller.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["a"] = "b" });
    }

    [Theory]
    [InlineData("\"selector\":{\"a\":\"b\"}", "spec.template: Required value")]
    [InlineData("\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}", "spec.selector: Required value")]
    [InlineData("\"selector\":{\"x\":\"y\"}," + Template, "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`")]
    [InlineData("\"replicas\":-1," + Template, "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}", "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"")]
    public void Is_refused_for(string spec, string error) => Create(Kind, Controller(spec)).ShouldBe([error]);

    [Fact]
    public void Its_status_adds_up()
    {
        var controller = Controller(Template);
        Create(Kind, controller).ShouldBeEmpty();
        var changed = Controller(Template);
        changed.Status = new() { Replicas = 1, AvailableReplicas = 1 };
        Update(Kind, changed, controller, "status").ShouldBe(["status.availableReplicas: Invalid value: 1: cannot be greater than readyReplicas"]);
        Kind.Strategy!.SelectableFields["status.replicas"](changed).ShouldBe("1");
    }

    private static ReplicationController Controller(string spec) =>
        Decode<ReplicationController>("v1", "ReplicationController", $$$"""{"metadata":{"name":"r","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
