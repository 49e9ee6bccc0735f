using System.Globalization;
using System.Text;

namespace Orchestrator.Silo.Metrics.Prometheus;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new(64 * 1024);

    /// <summary>Writes all series of an instrument; nothing when it has none.</summary>
    public void Write(InstrumentSeries instrument)
    {
        var begun = false;
        foreach (var (tags, series) in instrument.All.OrderBy(static pair => Key(pair.Key), StringComparer.Ordinal))
        {
            if (!begun)
            {
                begun = true;
                _text.Append("# HELP ").Append(instrument.Name).Append(' ').Append(Escape(instrument.Help, quotes: false)).Append('\n');
                _text.Append("# TYPE ").Append(instrument.Name).Append(' ').Append(instrument.Type).Append('\n');
            }

            if (instrument.Type == "histogram")
            {
                WriteHistogram(instrument.Name, tags, series);
            }
            else
            {
                Line(instrument.Name, "", tags, null, series.Value);
            }
        }
    }

    /// <summary>The text.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private void WriteHistogram(string name, TagSet tags, Series series)
    {
        long count = 0;
        foreach (var (bound, below) in series.Cumulative())
        {
            count = below;
            Line(name, "_bucket", tags, bound, below);
        }

        Line(name, "_sum", tags, null, series.Value);
        Line(name, "_count", tags, null, count);
    }

    private void Line(string name, string suffix, TagSet tags, double? bound, double value)
    {
        _text.Append(name).Append(suffix);
        if (tags.Tags.Length > 0 || bound is not null)
        {
            var separator = '{';
            foreach (var (label, text) in tags.Tags)
            {
                Label(ref separator, MetricNames.Of(label, null, counts: false), Convert.ToString(text, CultureInfo.InvariantCulture) ?? "");
            }

            if (bound is { } limit)
            {
                Label(ref separator, "le", Number(limit));
            }

            _text.Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private void Label(ref char separator, string name, string value)
    {
        _text.Append(separator).Append(name).Append("=\"").Append(Escape(value, quotes: true)).Append('"');
        separator = ',';
    }

    private static string Key(TagSet tags) => string.Join(',', tags.Tags.Select(tag => tag.Value));

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
