using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Silo.Telemetry;

/// <summary>Registers what looks on while requests are handled.</summary>
internal static class TelemetryExtensions
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => TelemetryExport.Add(services.AddSingleton<RequestObservation>());
}
