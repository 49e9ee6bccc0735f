using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Apps.V1;

namespace Orchestrator.Api.Tests.Strategies.Apps;

public class DeploymentTests : StrategyTest
{
    private const string Template = """ "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}} """;
    private const string Good = """ "selector":{"matchLabels":{"app":"web"}}, """ + Template;
    private static readonly KindDescriptor Kind = Find("apps/v1", "Deployment");

    [Fact]
    public void A_minimal_deployment_is_completed()
    {
        var deployment = Deployment(Good);
        Create(Kind, deployment).ShouldBeEmpty();
        var spec = Json(deployment)["spec"]!;
        ShouldBeJson(spec["strategy"], """{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}}""");
        ((int)spec["replicas"]!, (int)spec["revisionHistoryLimit"]!, (int)spec["progressDeadlineSeconds"]!).ShouldBe((1, 10, 600));
        ((string)spec["template"]!["spec"]!["restartPolicy"]!, spec["template"]!["spec"]!["enableServiceLinks"]).ShouldBe(("Always", null));
        deployment.Metadata.Generation.ShouldBe(1);
    }

    [Theory]
    [InlineData(Template, "spec.selector: Required value|spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`")]
    [InlineData(""" "selector":{}, """ + Template, "spec.selector: Invalid value: {}: empty selector is invalid for deployment")]
    [InlineData(""" "selector":{"matchLabels":{"app":"db"}}, """ + Template, "spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`")]
    [InlineData(""" "replicas":-1, """ + Good, "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData(""" "strategy":{"type":"X"}, """ + Good, "spec.strategy.type: Unsupported value: \"X\": supported values: \"Recreate\", \"RollingUpdate\"")]
    [InlineData(""" "strategy":{"type":"Recreate","rollingUpdate":{"maxSurge":1}}, """ + Good, "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'")]
    [InlineData(""" "strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}}, """ + Good, "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0")]
    [InlineData(""" "strategy":{"rollingUpdate":{"maxUnavailable":"101%"}}, """ + Good, "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData(""" "progressDeadlineSeconds":5,"minReadySeconds":5, """ + Good, "spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds")]
    [InlineData(""" "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c"}],"restartPolicy":"Never"}} """, "spec.template.spec.containers[0].image: Required value|spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Deployment(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void The_selector_does_not_change()
    {
        var old = Created();
        Update(Kind, Deployment("""
            "selector":{"matchLabels":{"app":"db"}},"template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}
            """), old).ShouldBe(["spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"db\"}}: field is immutable"]);
    }

    [Fact]
    public void A_change_of_the_spec_raises_the_generation_and_keeps_the_status()
    {
        var old = Created();
        old.Status.Replicas = 1;
        var scaled = Deployment(""" "replicas":3, """ + Good);
        Update(Kind, scaled, old).ShouldBeEmpty();
        (scaled.Metadata.Generation, scaled.Status.Replicas).ShouldBe((2, 1));
        var same = Deployment(Good);
        Update(Kind, same, old).ShouldBeEmpty();
        same.Metadata.Generation.ShouldBe(1);
    }

    [Fact]
    public void A_status_write_keeps_the_spec_and_the_generation()
    {
        var changed = Deployment(""" "replicas":9, """ + Good);
        changed.Status.Replicas = 1;
        changed.Metadata.Annotations = new() { ["a"] = "b" };
        Update(Kind, changed, Created(), "status").ShouldBeEmpty();
        (changed.Spec.Replicas, changed.Status.Replicas, changed.Metadata.Generation).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void The_table_says_how_far_it_is()
    {
        var deployment = Created();
        deployment.Spec.Replicas = 3;
        deployment.Status = new DeploymentStatus { ReadyReplicas = 2, UpdatedReplicas = 3, AvailableReplicas = 1 };
        deployment.Metadata.CreationTimestamp = Now.AddMinutes(-5);
        Row(Kind, deployment).Values.ShouldBe(["d", "2/3", "3", "1", "5m", "c", "i:1", "app=web"]);
    }

    private static Deployment Created()
    {
        var deployment = Deployment(Good);
        Create(Kind, deployment).ShouldBeEmpty();
        return deployment;
    }

    private static Deployment Deployment(string spec) => Decode<Deployment>("apps/v1", "Deployment", $$"""{"metadata":{"name":"d","namespace":"default"},"spec":{ {{spec}} } }""");
}
