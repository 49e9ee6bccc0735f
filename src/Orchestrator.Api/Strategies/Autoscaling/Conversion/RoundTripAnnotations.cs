using System.Text;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using V1 = Orchestrator.Api.Models.Autoscaling.V1;
using V2 = Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Strategies.Autoscaling.Conversion;

/// <summary>The annotations in which v1 carries what it has no fields for. One that does not parse is dropped, as by a real server.</summary>
internal static class RoundTripAnnotations
{
    private const string Prefix = "autoscaling.alpha.kubernetes.io/";
    private const string MetricsKey = Prefix + "metrics";
    private const string BehaviorKey = Prefix + "behavior";
    private const string CurrentMetricsKey = Prefix + "current-metrics";
    private const string ConditionsKey = Prefix + "conditions";

    public static List<V1.MetricSpec>? Metrics(ObjectMeta metadata) => List<V1.MetricSpec>(metadata, MetricsKey);

    public static List<V1.MetricStatus>? CurrentMetrics(ObjectMeta metadata) => List<V1.MetricStatus>(metadata, CurrentMetricsKey);

    public static List<V2.HorizontalPodAutoscalerCondition>? Conditions(ObjectMeta metadata) => List<V2.HorizontalPodAutoscalerCondition>(metadata, ConditionsKey);

    public static V2.HorizontalPodAutoscalerBehavior? Behavior(ObjectMeta metadata)
    {
        try
        {
            return metadata.Annotations?.GetValueOrDefault(BehaviorKey) is { } text ? JsonModel.Read<V2.HorizontalPodAutoscalerBehavior>(Encoding.UTF8.GetBytes(text)) : null;
        }
        catch (JsonDecodeException)
        {
            return null;
        }
    }

    /// <summary>Takes them off; they have been read.</summary>
    public static void Drop(ObjectMeta metadata)
    {
        foreach (var key in (ReadOnlySpan<string>)[MetricsKey, BehaviorKey, CurrentMetricsKey, ConditionsKey])
        {
            metadata.Annotations?.Remove(key);
        }

        if (metadata.Annotations is { Count: 0 })
        {
            metadata.Annotations = null;
        }
    }

    /// <summary>Puts them on.</summary>
    public static void Add(
        ObjectMeta metadata,
        List<V1.MetricSpec> metrics,
        V2.HorizontalPodAutoscalerBehavior? behavior,
        List<V1.MetricStatus> currentMetrics,
        List<V2.HorizontalPodAutoscalerCondition>? conditions)
    {
        Set(metadata, MetricsKey, metrics);
        Set(metadata, CurrentMetricsKey, currentMetrics);
        Set(metadata, ConditionsKey, conditions);
        if (behavior is not null)
        {
            (metadata.Annotations ??= [])[BehaviorKey] = Encoding.UTF8.GetString(JsonModel.ToBytes(behavior));
        }
    }

    private static void Set<T>(ObjectMeta metadata, string key, List<T>? values)
        where T : IJsonModel
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        var text = new StringBuilder("[");
        foreach (var value in values)
        {
            text.Append(text.Length > 1 ? "," : "").Append(Encoding.UTF8.GetString(JsonModel.ToBytes(value)));
        }

        (metadata.Annotations ??= [])[key] = text.Append(']').ToString();
    }

    private static List<T>? List<T>(ObjectMeta metadata, string key)
        where T : class, IJsonModel<T>
    {
        if (metadata.Annotations?.GetValueOrDefault(key) is not { } text)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(element => JsonModel.Read<T>(Encoding.UTF8.GetBytes(element.GetRawText())))];
        }
        catch (Exception e) when (e is JsonException or JsonDecodeException or InvalidOperationException)
        {
            return null;
        }
    }
}
