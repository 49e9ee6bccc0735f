using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Autoscaling;

/// <summary>What an autoscaler measures, as tables show it: <c>cpu: 40%/80%, 12/100 (avg)</c>.</summary>
internal static class MetricText
{
    private const int Shown = 2;
    private const string Unknown = "<unknown>";

    public static string Of(HorizontalPodAutoscaler scaler)
    {
        var metrics = scaler.Spec.Metrics ?? [];
        if (metrics.Count == 0)
        {
            return "<none>";
        }

        var texts = new List<string>(Shown);
        for (var i = 0; i < metrics.Count && i < Shown; i++)
        {
            texts.Add(One(metrics[i], i < scaler.Status.CurrentMetrics.Count ? scaler.Status.CurrentMetrics[i] : null));
        }

        var shown = string.Join(", ", texts);
        return metrics.Count > Shown ? $"{shown} + {Invariant.Text(metrics.Count - Shown)} more..." : shown;
    }

    private static string One(MetricSpec metric, MetricStatus? status) => metric switch
    {
        { Type: "External", External: { } external } => External(external.Target, status?.External?.Current),
        { Type: "Object", Object: { } described } => External(described.Target, status?.Object?.Current),
        { Type: "Pods", Pods: { } pods } => $"{Text(status?.Pods?.Current.AverageValue)}/{Text(pods.Target.AverageValue)}",
        { Type: "Resource", Resource: { } resource } => $"{resource.Name}: {Resource(resource.Target, status?.Resource?.Current)}",
        { Type: "ContainerResource", ContainerResource: { } container } => $"{container.Name}: {Resource(container.Target, status?.ContainerResource?.Current)}",
        _ => "<unknown type>",
    };

    private static string External(MetricTarget target, MetricValueStatus? current) => target.AverageValue is { } average
        ? $"{Text(current?.AverageValue)}/{average} (avg)"
        : $"{Text(current?.Value)}/{Text(target.Value)}";

    private static string Resource(MetricTarget target, MetricValueStatus? current)
    {
        if (target.AverageValue is { } average)
        {
            return $"{Text(current?.AverageValue)}/{average}";
        }

        var now = current?.AverageUtilization is { } percent ? Invariant.Text(percent) + "%" : Unknown;
        var wanted = target.AverageUtilization is { } goal ? Invariant.Text(goal) + "%" : "<auto>";
        return $"{now}/{wanted}";
    }

    private static string Text(Quantity? amount) => amount?.ToString() ?? Unknown;
}
