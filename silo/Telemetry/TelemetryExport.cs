using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orchestrator.Grains.Diagnostics;
using Orchestrator.Silo.Metrics;

namespace Orchestrator.Silo.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where; the other OTEL_ variables count as everywhere. Otherwise it is not there at all.
/// </summary>
internal sealed class TelemetryExport : IHostedService, IDisposable
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "orchestrator";

    private readonly TracerProvider _traces = Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(static resource => resource.AddService(ServiceName).AddEnvironmentVariableDetector())
        .AddSource(RequestTracing.Name, GrainDiagnostics.Name)
        .AddOtlpExporter()
        .Build();

    private readonly MeterProvider _metrics = Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(static resource => resource.AddService(ServiceName).AddEnvironmentVariableDetector())
        .AddMeter(SiloMeter.Name, GrainDiagnostics.Name, "Orchestrator.Ledger", "System.Runtime", "Microsoft.Orleans")
        .AddOtlpExporter()
        .Build();

    /// <summary>Registers it if it is asked for.</summary>
    public static IServiceCollection Add(IServiceCollection services) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)) ? services : services.AddHostedService<TelemetryExport>();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces.Dispose(); // sends what is left
        _metrics.Dispose();
    }
}
