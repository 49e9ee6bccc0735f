using System.Globalization;
using System.Text.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

/// <summary>Reads the lists of the custom and external metrics APIs (<c>MetricValueList</c>, <c>ExternalMetricValueList</c>).</summary>
internal static class MetricValues
{
    /// <summary>A value, and the object that it is of; external ones have none.</summary>
    internal readonly record struct Item(string Object, PodMetric Metric);

    /// <summary>The values.</summary>
    public static List<Item> Read(ReadOnlyMemory<byte> json)
    {
        var values = new List<Item>();
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("items"u8, out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return values;
        }

        foreach (var item in items.EnumerateArray())
        {
            var name = item.TryGetProperty("describedObject"u8, out var described) && described.TryGetProperty("name"u8, out var text) ? text.GetString() ?? "" : "";
            var time = item.TryGetProperty("timestamp"u8, out var stamp) && stamp.ValueKind == JsonValueKind.String
                ? DateTime.Parse(stamp.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) : default;
            var window = Window(item, "windowSeconds") ?? Window(item, "window") ?? TimeSpan.FromMinutes(1);
            values.Add(new Item(name, new PodMetric(time, window, Quantity.Parse(item.GetProperty("value"u8).ToString()).MilliValue())));
        }

        return values;
    }

    private static TimeSpan? Window(JsonElement item, string field) =>
        item.TryGetProperty(field, out var seconds) && seconds.TryGetInt64(out var count) ? TimeSpan.FromSeconds(count) : null;
}
