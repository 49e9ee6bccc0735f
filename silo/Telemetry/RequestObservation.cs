using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Metrics;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Telemetry;

/// <summary>Looks on while a request is handled: its metrics and its span.</summary>
/// <param name="metrics">The metrics.</param>
internal sealed class RequestObservation(RequestMetrics metrics)
{
    /// <summary>A request begins to be handled; dispose what is returned at the end of its answer.</summary>
    public Observed Begin(HttpContext context, RequestInfo info)
    {
        var span = RequestTracing.Begin(context);
        RequestTracing.Describe(span, info);
        return new Observed(metrics, context, metrics.Begin(context, info), span, Stopwatch.GetTimestamp());
    }

    /// <summary>A request that is being handled.</summary>
    internal readonly struct Observed(RequestMetrics metrics, HttpContext context, RequestSeries series, Activity? span, long started) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            metrics.End(series, context, started);
            RequestTracing.End(span, context);
        }
    }
}
