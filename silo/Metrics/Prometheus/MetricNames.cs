namespace Orchestrator.Silo.Metrics.Prometheus;

/// <summary>Names of instruments as Prometheus has them (OpenTelemetry's rules for Prometheus' names).</summary>
internal static class MetricNames
{
    /// <summary>The name: <c>dotnet.gc.pause.time</c> in seconds that counts is <c>dotnet_gc_pause_time_seconds_total</c>.</summary>
    public static string Of(string name, string? unit, bool counts)
    {
        var text = string.Create(name.Length, name, static (span, name) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(name[i]) || name[i] is '_' or ':' ? name[i] : '_';
            }
        });
        text = With(text, unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return With(text, counts ? "_total" : "");
    }

    private static string With(string text, string suffix) =>
        suffix.Length == 0 || text.EndsWith(suffix, StringComparison.Ordinal) || text.EndsWith(suffix + "_total", StringComparison.Ordinal) ? text : text + suffix;
}
