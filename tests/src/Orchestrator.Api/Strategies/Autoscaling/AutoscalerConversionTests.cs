using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Autoscaling.V1;
using V2 = Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Tests.Strategies.Autoscaling;

public class AutoscalerConversionTests : StrategyTest
{
    private const string V2Everything = """
        {"kind":"HorizontalPodAutoscaler","apiVersion":"autoscaling/v2","metadata":{"name":"h","namespace":"n","annotations":{"mine":"1"}},
         "spec":{"scaleTargetRef":{"kind":"Deployment","name":"d","apiVersion":"apps/v1"},"minReplicas":2,"maxReplicas":9,
          "metrics":[
           {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}},
           {"type":"ContainerResource","containerResource":{"name":"cpu","container":"c","target":{"type":"Utilization","averageUtilization":70}}},
           {"type":"Pods","pods":{"metric":{"name":"packets"},"target":{"type":"AverageValue","averageValue":"1k"}}},
           {"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"i"},"metric":{"name":"rps","selector":{"matchLabels":{"a":"b"}}},"target":{"type":"Value","value":"10k"}}},
           {"type":"External","external":{"metric":{"name":"queue","selector":{"matchLabels":{"q":"1"}}},"target":{"type":"AverageValue","averageValue":"30"}}},
           {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}],
          "behavior":{"scaleDown":{"stabilizationWindowSeconds":300,"selectPolicy":"Max","policies":[{"type":"Percent","value":10,"periodSeconds":60}]}}},
         "status":{"observedGeneration":4,"currentReplicas":3,"desiredReplicas":4,
          "currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":55,"averageValue":"110m"}}}],
          "conditions":[{"type":"ScalingActive","status":"True","lastTransitionTime":"2026-01-01T11:00:00Z","reason":"ValidMetricFound","message":"m"}]}}
        """;

    [Fact]
    public void The_older_version_shows_the_cpu_target_and_carries_the_rest_in_annotations()
    {
        var old = JsonModel.Read<HorizontalPodAutoscaler>(Conversion.FromStored(Encoding.UTF8.GetBytes(V2Everything)));
        old.ApiVersion.ShouldBe("autoscaling/v1");
        old.Spec.TargetCPUUtilizationPercentage.ShouldBe(60);
        old.Status.CurrentCPUUtilizationPercentage.ShouldBe(55);
        var annotations = old.Metadata.Annotations!;
        annotations["mine"].ShouldBe("1");
        JsonNode.DeepEquals(JsonNode.Parse(annotations["autoscaling.alpha.kubernetes.io/metrics"]), JsonNode.Parse("""
            [{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}},
             {"type":"ContainerResource","containerResource":{"name":"cpu","targetAverageUtilization":70,"container":"c"}},
             {"type":"Pods","pods":{"metricName":"packets","targetAverageValue":"1k"}},
             {"type":"Object","object":{"target":{"kind":"Ingress","name":"i"},"metricName":"rps","targetValue":"10k","selector":{"matchLabels":{"a":"b"}}}},
             {"type":"External","external":{"metricName":"queue","metricSelector":{"matchLabels":{"q":"1"}},"targetAverageValue":"30"}}]
            """)).ShouldBeTrue(annotations["autoscaling.alpha.kubernetes.io/metrics"]);
        annotations["autoscaling.alpha.kubernetes.io/current-metrics"].ShouldBe(
            """[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":55,"currentAverageValue":"110m"}}]""");
        annotations["autoscaling.alpha.kubernetes.io/conditions"].ShouldContain("\"ScalingActive\"");
        annotations["autoscaling.alpha.kubernetes.io/behavior"].ShouldContain("\"stabilizationWindowSeconds\":300");
    }

    [Fact]
    public void An_update_through_the_older_version_loses_nothing()
    {
        var old = JsonModel.Read<HorizontalPodAutoscaler>(Conversion.FromStored(Encoding.UTF8.GetBytes(V2Everything)));
        var back = JsonNode.Parse(JsonModel.ToBytes(Conversion.ToStored(old)))!;
        JsonNode.DeepEquals(back, JsonNode.Parse(V2Everything)).ShouldBeTrue(back.ToJsonString());
    }

    [Theory]
    [InlineData("", 80)]
    [InlineData(",\"targetCPUUtilizationPercentage\":50", 50)]
    public void Without_a_target_the_usual_one_is_taken(string target, int percent)
    {
        var old = JsonModel.Read<HorizontalPodAutoscaler>(Encoding.UTF8.GetBytes(
            $$$"""{"metadata":{"name":"h"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"d"},"maxReplicas":3{{{target}}} } }"""));
        var stored = (V2.HorizontalPodAutoscaler)Conversion.ToStored(old);
        stored.Spec.Metrics.ShouldHaveSingleItem().Resource!.Target.AverageUtilization.ShouldBe(percent);
    }

    [Fact]
    public void An_annotation_that_does_not_parse_is_dropped()
    {
        var old = JsonModel.Read<HorizontalPodAutoscaler>(Encoding.UTF8.GetBytes(
            """{"metadata":{"name":"h","annotations":{"autoscaling.alpha.kubernetes.io/metrics":"{","autoscaling.alpha.kubernetes.io/behavior":"[]"}},"spec":{"maxReplicas":3}}"""));
        var stored = (V2.HorizontalPodAutoscaler)Conversion.ToStored(old);
        stored.Metadata.Annotations.ShouldBeNull();
        stored.Spec.Behavior.ShouldBeNull();
    }

    private Api.Kinds.VersionConversion Conversion => Find("autoscaling/v1", "HorizontalPodAutoscaler").Conversion!;
}
