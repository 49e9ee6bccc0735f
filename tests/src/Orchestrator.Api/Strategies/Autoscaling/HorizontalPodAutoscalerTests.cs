using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Autoscaling.V2;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Autoscaling;

public class HorizontalPodAutoscalerTests : StrategyTest
{
    private const string Base = "\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"web\"},\"maxReplicas\":10";

    private static readonly KindDescriptor Kind = Find("autoscaling/v2", "HorizontalPodAutoscaler");

    [Fact]
    public void Has_defaults()
    {
        var scaler = Created(Base + ""","behavior":{"scaleDown":{"stabilizationWindowSeconds":60}}""");
        var spec = Json(scaler)["spec"]!;
        ShouldBeJson(spec["minReplicas"], "1");
        ShouldBeJson(spec["metrics"], """[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]""");
        ShouldBeJson(spec["behavior"]!["scaleUp"], """{"stabilizationWindowSeconds":0,"selectPolicy":"Max","policies":[{"type":"Pods","value":4,"periodSeconds":15},{"type":"Percent","value":100,"periodSeconds":15}]}""");
        ShouldBeJson(spec["behavior"]!["scaleDown"], """{"stabilizationWindowSeconds":60,"selectPolicy":"Max","policies":[{"type":"Percent","value":100,"periodSeconds":15}]}""");
    }

    [Theory]
    [InlineData("\"scaleTargetRef\":{\"kind\":\"Deployment\",\"name\":\"web\"},\"maxReplicas\":0", "spec.maxReplicas: Invalid value: 0: must be greater than 0|spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`")]
    [InlineData(Base + ""","minReplicas":0""", "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1")]
    [InlineData(Base + ""","minReplicas":11""", "spec.maxReplicas: Invalid value: 10: must be greater than or equal to `minReplicas`")]
    [InlineData("\"scaleTargetRef\":{\"name\":\"web\"},\"maxReplicas\":1", "spec.scaleTargetRef.kind: Required value")]
    [InlineData("\"scaleTargetRef\":{\"kind\":\"Deployment\",\"name\":\"a/b\"},\"maxReplicas\":1", "spec.scaleTargetRef.name: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData(Base + ""","metrics":[{"type":"Pods"}]""", "spec.metrics[0].pods: Required value: must populate information for the given metric source")]
    [InlineData(Base + ""","metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization"}}}]""", "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization")]
    [InlineData(Base + ""","metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"X","averageUtilization":0}}}]""", "spec.metrics[0].resource.target.type: Invalid value: \"X\": must be either Utilization, Value, or AverageValue|spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0")]
    [InlineData(Base + ""","metrics":[{"type":"External","external":{"metric":{"name":"q"},"target":{"type":"Value","value":"-1"}}}]""", "spec.metrics[0].external.target.value: Invalid value: \"-1\": must be positive")]
    [InlineData(Base + ""","metrics":[{"type":"Pods","pods":{"metric":{},"target":{"type":"AverageValue","averageValue":"1"}}}]""", "spec.metrics[0].pods.metric.name: Required value: must specify a metric name")]
    [InlineData(Base + ""","metrics":[{"type":"ContainerResource","containerResource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":5}}}]""", "spec.metrics[0].containerResource.container: Required value: must specify a container")]
    [InlineData(Base + ""","behavior":{"scaleUp":{"stabilizationWindowSeconds":3601}}""", "spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600")]
    [InlineData(Base + ""","behavior":{"scaleDown":{"selectPolicy":"X"}}""", "spec.behavior.scaleDown.selectPolicy: Unsupported value: \"X\": supported values: \"Disabled\", \"Max\", \"Min\"")]
    [InlineData(Base + ""","behavior":{"scaleUp":{"policies":[{"type":"Pods","value":0,"periodSeconds":1801}]}}""", "spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero|spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800")]
    public void Is_refused_for(string spec, string errors) => Create(Kind, Scaler(spec)).ShouldBe(errors.Split('|'));

    [Theory]
    [InlineData("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]""", "[]", "cpu: <unknown>/80%")]
    [InlineData("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]""", """[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":40}}}]""", "cpu: 40%/80%")]
    [InlineData("""[{"type":"Pods","pods":{"metric":{"name":"q"},"target":{"type":"AverageValue","averageValue":"5"}}},{"type":"External","external":{"metric":{"name":"q"},"target":{"type":"AverageValue","averageValue":"5"}}},{"type":"External","external":{"metric":{"name":"q"},"target":{"type":"Value","value":"5"}}}]""", "[]", "<unknown>/5, <unknown>/5 (avg) + 1 more...")]
    public void Its_targets(string metrics, string current, string targets)
    {
        var scaler = Created(Base + ",\"metrics\":" + metrics);
        scaler.Status = Decode<HorizontalPodAutoscaler>("autoscaling/v2", "HorizontalPodAutoscaler", "{\"status\":{\"currentMetrics\":" + current + "}}").Status;
        var row = Row(Kind, scaler);
        (row["Reference"], row["Targets"], row["MinPods"], row["MaxPods"], row["Replicas"]).ShouldBe(("Deployment/web", targets, "1", "10", "0"));
    }

    private static HorizontalPodAutoscaler Created(string spec)
    {
        var scaler = Scaler(spec);
        Create(Kind, scaler).ShouldBeEmpty();
        return scaler;
    }

    private static HorizontalPodAutoscaler Scaler(string spec) =>
        Decode<HorizontalPodAutoscaler>("autoscaling/v2", "HorizontalPodAutoscaler", $$$"""{"metadata":{"name":"h","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
