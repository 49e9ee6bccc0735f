using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Scheduling.Configuration;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Finds out at the start, and not with the first pod, that the scheduler cannot be made as it is configured.</summary>
public static class SchedulerConfigurationCheck
{
    /// <summary>Makes the scheduler that is configured, with all plugins of all profiles, and ends it again.</summary>
    /// <exception cref="FormatException">A profile names a plugin that does not exist, or has arguments that make no sense.</exception>
    public static void CheckSchedulerConfiguration(this IServiceProvider services)
    {
        if (ReferenceEquals(services.GetRequiredService<SchedulerConfiguration>(), SchedulerConfiguration.Default))
        {
            return;
        }

        try
        {
            services.GetRequiredService<SchedulerFactory>().Make().Dispose();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"pluginConfig: {wrong.Message}", wrong);
        }
    }
}
