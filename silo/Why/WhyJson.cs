using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestrator.Grains.Why;

namespace Orchestrator.Silo.Why;

/// <summary>A report as an object of kind Why. Fields that have nothing to say are left out.</summary>
internal static class WhyJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(WhyReport report, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("kind"u8, WhyApi.Kind);
        json.WriteString("apiVersion"u8, $"{WhyApi.Group}/{WhyApi.Version}");
        json.WriteStartObject("metadata"u8);
        json.WriteString("name"u8, report.Key.Name);
        WriteText(json, "namespace", report.Key.Namespace);
        json.WriteEndObject();
        json.WriteStartObject("object"u8);
        json.WriteString("apiVersion"u8, report.ApiVersion);
        json.WriteString("kind"u8, report.Kind);
        json.WriteString("name"u8, report.Key.Name);
        WriteText(json, "namespace", report.Key.Namespace);
        json.WriteString("uid"u8, report.Uid);
        json.WriteEndObject();
        json.WriteString("summary"u8, report.Summary);
        json.WriteStartArray("findings"u8);
        foreach (var finding in report.Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteStartArray("controllers"u8);
        foreach (var note in report.Controllers)
        {
            Write(json, note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("source"u8, finding.Source);
        json.WriteString("reason"u8, finding.Reason);
        WriteText(json, "about", finding.About);
        json.WriteString("message"u8, finding.Message);
        WriteText(json, "remedy", finding.Remedy);
        if (finding.Nodes is { } nodes)
        {
            json.WriteNumber("nodes"u8, nodes);
        }

        if (finding.Samples.Count > 0)
        {
            json.WriteStartArray("samples"u8);
            foreach (var sample in finding.Samples)
            {
                json.WriteStringValue(sample);
            }

            json.WriteEndArray();
        }

        WriteTime(json, "since", finding.Since);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ControllerNote note)
    {
        json.WriteStartObject();
        json.WriteString("controller"u8, note.Report.Controller);
        json.WriteString("about"u8, note.About);
        WriteTime(json, "lookedAt", note.Report.LookedAt);
        WriteText(json, "decision", note.Report.Decision);
        WriteText(json, "error", note.Report.Error);
        if (note.Report.Failures > 0)
        {
            json.WriteNumber("failures"u8, note.Report.Failures);
        }

        WriteText(json, "refused", note.Report.Refused);
        WriteText(json, "loop", note.Report.Loop);
        WriteTime(json, "nextLook", note.Report.NextLook);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTime? time)
    {
        if (time is { } at)
        {
            json.WriteString(name, WhyText.Time(at));
        }
    }
}
