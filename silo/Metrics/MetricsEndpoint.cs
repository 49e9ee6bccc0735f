using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Metrics.Prometheus;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Metrics;

/// <summary><c>GET /metrics</c>.</summary>
internal sealed class MetricsEndpoint : IApiEndpoint, IDisposable
{
    private static readonly HashSet<string> SharedMeters = new(StringComparer.Ordinal)
    {
        "Orchestrator.Ledger", "Orchestrator.Grains", "System.Runtime", "Microsoft.Orleans",
    };

    private readonly MetricCollector _collector;

    // the sources are asked for so that they are there before the first request
    public MetricsEndpoint(SiloMeter silo, RequestMetrics requests, WatchMetrics watches, StorageMetrics storage, ProcessMetrics process)
    {
        Sources = [requests, watches, storage, process];
        _collector = new MetricCollector(meter => IsMeant(silo, meter));
    }

    private IReadOnlyList<object> Sources { get; }

    /// <inheritdoc/>
    public bool Serves(RequestInfo request) => !request.IsResourceRequest && request is { Path: "/metrics", Verb: "get" };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        var text = new PrometheusText();
        _collector.Write(text);
        return context.WriteAsync(200, PrometheusText.ContentType, text.ToBytes());
    }

    /// <inheritdoc/>
    public void Dispose() => _collector.Dispose();

    private static bool IsMeant(SiloMeter silo, Meter meter) => ReferenceEquals(meter, silo.Meter) || SharedMeters.Contains(meter.Name);
}
