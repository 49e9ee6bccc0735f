using V1 = Orchestrator.Api.Models.Autoscaling.V1;
using V2 = Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Strategies.Autoscaling.Conversion;

/// <summary>Metrics that an autoscaler follows, in the form of v1's annotation and of v2.</summary>
internal static class MetricSpecs
{
    public static V2.MetricSpec ToV2(V1.MetricSpec old) => new()
    {
        Type = old.Type,
        Resource = old.Resource is not { } resource ? null : new V2.ResourceMetricSource
        {
            Name = resource.Name,
            Target = References.Target(null, resource.TargetAverageValue, resource.TargetAverageUtilization),
        },
        ContainerResource = old.ContainerResource is not { } container ? null : new V2.ContainerResourceMetricSource
        {
            Name = container.Name,
            Container = container.Container,
            Target = References.Target(null, container.TargetAverageValue, container.TargetAverageUtilization),
        },
        Pods = old.Pods is not { } pods ? null : new V2.PodsMetricSource
        {
            Metric = new V2.MetricIdentifier { Name = pods.MetricName, Selector = pods.Selector },
            Target = References.Target(null, pods.TargetAverageValue, null),
        },
        Object = old.Object is not { } about ? null : new V2.ObjectMetricSource
        {
            DescribedObject = References.ToV2(about.Target),
            Metric = new V2.MetricIdentifier { Name = about.MetricName, Selector = about.Selector },
            Target = References.Target(about.AverageValue is null ? about.TargetValue : References.NullIfZero(about.TargetValue), about.AverageValue, null),
        },
        External = old.External is not { } external ? null : new V2.ExternalMetricSource
        {
            Metric = new V2.MetricIdentifier { Name = external.MetricName, Selector = external.MetricSelector },
            Target = References.Target(external.TargetValue, external.TargetAverageValue, null),
        },
    };

    public static V1.MetricSpec ToV1(V2.MetricSpec now) => new()
    {
        Type = now.Type,
        Resource = now.Resource is not { } resource ? null : new V1.ResourceMetricSource
        {
            Name = resource.Name,
            TargetAverageUtilization = resource.Target.AverageUtilization,
            TargetAverageValue = resource.Target.AverageValue,
        },
        ContainerResource = now.ContainerResource is not { } container ? null : new V1.ContainerResourceMetricSource
        {
            Name = container.Name,
            Container = container.Container,
            TargetAverageUtilization = container.Target.AverageUtilization,
            TargetAverageValue = container.Target.AverageValue,
        },
        Pods = now.Pods is not { } pods ? null : new V1.PodsMetricSource
        {
            MetricName = pods.Metric.Name,
            Selector = pods.Metric.Selector,
            TargetAverageValue = pods.Target.AverageValue ?? default,
        },
        Object = now.Object is not { } about ? null : new V1.ObjectMetricSource
        {
            Target = References.ToV1(about.DescribedObject),
            MetricName = about.Metric.Name,
            Selector = about.Metric.Selector,
            TargetValue = about.Target.Value ?? default,
            AverageValue = about.Target.AverageValue,
        },
        External = now.External is not { } external ? null : new V1.ExternalMetricSource
        {
            MetricName = external.Metric.Name,
            MetricSelector = external.Metric.Selector,
            TargetValue = external.Target.Value,
            TargetAverageValue = external.Target.AverageValue,
        },
    };
}
