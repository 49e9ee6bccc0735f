using System.Buffers;
using System.Text.Json;
using Orchestrator.Grains.Why;

namespace Orchestrator.Silo.Why;

/// <summary>A report as a <c>meta.k8s.io/v1</c> Table: a row for each finding.</summary>
internal static class WhyTable
{
    private static readonly (string Name, string Description)[] Columns =
    [
        ("Reason", "One word for what blocks it"),
        ("About", "The object that is blocked"),
        ("Message", "What blocks it"),
        ("Remedy", "What would unblock it"),
        ("Source", "Who says so"),
    ];

    public static void Write(WhyReport report, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("kind"u8, "Table"u8);
        json.WriteString("apiVersion"u8, "meta.k8s.io/v1"u8);
        json.WriteStartObject("metadata"u8);
        json.WriteEndObject();
        json.WriteStartArray("columnDefinitions"u8);
        foreach (var (name, description) in Columns)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("type"u8, "string"u8);
            json.WriteString("format"u8, ""u8);
            json.WriteString("description"u8, description);
            json.WriteNumber("priority"u8, 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows"u8);
        foreach (var finding in report.Findings)
        {
            Row(json, finding.Reason, finding.About.Length > 0 ? finding.About : $"{report.Kind}/{report.Key.Name}", finding.Message, finding.Remedy, finding.Source);
        }

        if (report.Findings.Count == 0)
        {
            Row(json, "", $"{report.Kind}/{report.Key.Name}", report.Summary, "", "");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, params ReadOnlySpan<string> cells)
    {
        json.WriteStartObject();
        json.WriteStartArray("cells"u8);
        foreach (var cell in cells)
        {
            json.WriteStringValue(cell);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
