using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Metrics;

/// <summary>Counts and times requests under a real server's names.</summary>
internal sealed class RequestMetrics
{
    private static readonly double[] Bounds =
        [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60];

    private readonly ConcurrentDictionary<RequestLabels, RequestSeries> _series = new(new RequestLabels.Comparer());
    private readonly KindRegistry _kinds;
    private readonly Counter<long> _total;
    private readonly Histogram<double> _duration;
    private long _readOnly;
    private long _mutating;

    public RequestMetrics(SiloMeter meter, KindRegistry kinds)
    {
        _kinds = kinds;
        _total = meter.Meter.CreateCounter<long>(
            "apiserver_request_total", description: "Requests by verb, group, version, resource, scope, component and code of the answer.");
        _duration = meter.Meter.CreateHistogram(
            "apiserver_request_duration_seconds",
            description: "Seconds that requests took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
        meter.Meter.CreateObservableGauge("apiserver_current_inflight_requests", InFlight, description: "Requests under way now, but for those that last.");
        meter.Meter.CreateObservableGauge("apiserver_longrunning_requests", LongRunning, description: "Requests under way now that last: watches, logs that are followed, connections.");
    }

    /// <summary>A request begins.</summary>
    public RequestSeries Begin(HttpContext context, RequestInfo info)
    {
        var labels = LabelsOf(context, info);
        if (!_series.TryGetValue(labels, out var series))
        {
            series = Add(labels);
        }

        Count(series, 1);
        return series;
    }

    /// <summary>It has ended.</summary>
    public void End(RequestSeries series, HttpContext context, long started)
    {
        Count(series, -1);
        _total.Add(1, series.With(context.Response.StatusCode));
        if (!series.IsLongRunning)
        {
            _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, series.Labels);
        }
    }

    private void Count(RequestSeries series, int change)
    {
        if (series.IsLongRunning)
        {
            series.Run(change);
        }
        else if (series.IsReadOnly)
        {
            Interlocked.Add(ref _readOnly, change);
        }
        else
        {
            Interlocked.Add(ref _mutating, change);
        }
    }

    // only what the server serves becomes a label: clients may ask for anything
    private RequestSeries Add(RequestLabels labels)
    {
        var isResource = labels.Resource.Length > 0;
        if (isResource && (!_kinds.TryGet(labels.Group, labels.Version, labels.Resource, out var kind)
            || (labels.Subresource.Length > 0 && kind.Subresource(labels.Subresource) is null)))
        {
            labels = new RequestLabels(labels.Verb, "", "", "", "", "", labels.DryRun);
        }

        return _series.GetOrAdd(labels, static labels => new RequestSeries(labels, RequestKinds.IsLongRunning(labels.Verb)));
    }

    private static RequestLabels LabelsOf(HttpContext context, RequestInfo info) => info.IsResourceRequest
        ? new RequestLabels(
            RequestKinds.Verb(context, info), info.Group, info.Version, info.Resource, info.Subresource, RequestKinds.Scope(info), RequestKinds.IsDryRun(context))
        : new RequestLabels(RequestKinds.Method(context), "", "", "", RequestKinds.Document(info.Path), "", DryRun: false);

    private IEnumerable<Measurement<long>> InFlight() =>
    [
        new(Volatile.Read(ref _mutating), new KeyValuePair<string, object?>("request_kind", "mutating")),
        new(Volatile.Read(ref _readOnly), new KeyValuePair<string, object?>("request_kind", "readOnly")),
    ];

    private IEnumerable<Measurement<long>> LongRunning()
    {
        foreach (var series in _series.Values)
        {
            if (series.IsLongRunning)
            {
                yield return new Measurement<long>(series.Running, series.LongRunningLabels);
            }
        }
    }
}
