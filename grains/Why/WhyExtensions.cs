using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Grains.Why;

/// <summary>Registers what answers why.</summary>
internal static class WhyExtensions
{
    public static IServiceCollection AddWhy(this IServiceCollection services) => services
        .AddSingleton<ControllerNotes>()
        .AddSingleton<FindingSources>()
        .AddSingleton<IWhy, WhyGatherer>();
}
