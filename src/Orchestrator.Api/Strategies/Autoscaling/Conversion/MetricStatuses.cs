using V1 = Orchestrator.Api.Models.Autoscaling.V1;
using V2 = Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Strategies.Autoscaling.Conversion;

/// <summary>Metrics as an autoscaler last read them, in the form of v1's annotation and of v2.</summary>
internal static class MetricStatuses
{
    public static V2.MetricStatus ToV2(V1.MetricStatus old) => new()
    {
        Type = old.Type,
        Resource = old.Resource is not { } resource ? null : new V2.ResourceMetricStatus
        {
            Name = resource.Name,
            Current = new V2.MetricValueStatus { AverageUtilization = resource.CurrentAverageUtilization, AverageValue = References.NullIfZero(resource.CurrentAverageValue) },
        },
        ContainerResource = old.ContainerResource is not { } container ? null : new V2.ContainerResourceMetricStatus
        {
            Name = container.Name,
            Container = container.Container,
            Current = new V2.MetricValueStatus { AverageUtilization = container.CurrentAverageUtilization, AverageValue = References.NullIfZero(container.CurrentAverageValue) },
        },
        Pods = old.Pods is not { } pods ? null : new V2.PodsMetricStatus
        {
            Metric = new V2.MetricIdentifier { Name = pods.MetricName, Selector = pods.Selector },
            Current = new V2.MetricValueStatus { AverageValue = pods.CurrentAverageValue },
        },
        Object = old.Object is not { } about ? null : new V2.ObjectMetricStatus
        {
            DescribedObject = References.ToV2(about.Target),
            Metric = new V2.MetricIdentifier { Name = about.MetricName, Selector = about.Selector },
            Current = new V2.MetricValueStatus { Value = about.AverageValue is null ? about.CurrentValue : References.NullIfZero(about.CurrentValue), AverageValue = about.AverageValue },
        },
        External = old.External is not { } external ? null : new V2.ExternalMetricStatus
        {
            Metric = new V2.MetricIdentifier { Name = external.MetricName, Selector = external.MetricSelector },
            Current = new V2.MetricValueStatus { Value = external.CurrentAverageValue is null ? external.CurrentValue : References.NullIfZero(external.CurrentValue), AverageValue = external.CurrentAverageValue },
        },
    };

    public static V1.MetricStatus ToV1(V2.MetricStatus now) => new()
    {
        Type = now.Type,
        Resource = now.Resource is not { } resource ? null : new V1.ResourceMetricStatus
        {
            Name = resource.Name,
            CurrentAverageUtilization = resource.Current.AverageUtilization,
            CurrentAverageValue = resource.Current.AverageValue ?? default,
        },
        ContainerResource = now.ContainerResource is not { } container ? null : new V1.ContainerResourceMetricStatus
        {
            Name = container.Name,
            Container = container.Container,
            CurrentAverageUtilization = container.Current.AverageUtilization,
            CurrentAverageValue = container.Current.AverageValue ?? default,
        },
        Pods = now.Pods is not { } pods ? null : new V1.PodsMetricStatus
        {
            MetricName = pods.Metric.Name,
            Selector = pods.Metric.Selector,
            CurrentAverageValue = pods.Current.AverageValue ?? default,
        },
        Object = now.Object is not { } about ? null : new V1.ObjectMetricStatus
        {
            Target = References.ToV1(about.DescribedObject),
            MetricName = about.Metric.Name,
            Selector = about.Metric.Selector,
            CurrentValue = about.Current.Value ?? default,
            AverageValue = about.Current.AverageValue,
        },
        External = now.External is not { } external ? null : new V1.ExternalMetricStatus
        {
            MetricName = external.Metric.Name,
            MetricSelector = external.Metric.Selector,
            CurrentValue = external.Current.Value ?? default,
            CurrentAverageValue = external.Current.AverageValue,
        },
    };
}
