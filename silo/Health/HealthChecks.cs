using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Silo.Health;

/// <summary>The silo's checks.</summary>
internal static class HealthChecks
{
    /// <summary>The checks, in the order in which they are reported.</summary>
    public static IReadOnlyList<HealthCheck> Of(IServiceProvider services)
    {
        var readiness = services.GetRequiredService<SiloReadiness>();
        return
        [
            new HealthCheck("ping", static () => true),
            new HealthCheck("replica-sync", () => readiness.Started, OnlyReadiness: true),
            new HealthCheck("shutdown", () => !readiness.Stopping, OnlyReadiness: true),
        ];
    }
}
