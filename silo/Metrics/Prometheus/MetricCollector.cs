using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Orchestrator.Silo.Metrics.Prometheus;

/// <summary>Listens to instruments and keeps what they measure.</summary>
internal sealed class MetricCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = new();
    private readonly Lock _collecting = new();

    /// <param name="listens">Which meters are meant.</param>
    public MetricCollector(Func<Meter, bool> listens)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (listens(instrument.Meter))
            {
                var series = new InstrumentSeries(instrument);
                _instruments[instrument] = series;
                listener.EnableMeasurementEvents(instrument, series);
            }
        };
        _listener.MeasurementsCompleted = (instrument, _) => _instruments.Remove(instrument, out var gone);
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((InstrumentSeries)state!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((InstrumentSeries)state!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((InstrumentSeries)state!).Measure(value, tags));
        _listener.Start();
    }

    /// <summary>Asks the instruments that are asked, and writes everything.</summary>
    public void Write(PrometheusText text)
    {
        lock (_collecting)
        {
            foreach (var series in _instruments.Values)
            {
                if (series.IsObservable)
                {
                    series.Clear();
                }
            }

            _listener.RecordObservableInstruments();
            foreach (var series in _instruments.Values.OrderBy(series => series.Name, StringComparer.Ordinal))
            {
                text.Write(series);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
