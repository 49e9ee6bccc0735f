using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Plugins.Preemption;

/// <summary>Registers preemption.</summary>
internal static class PreemptionExtensions
{
    public static IServiceCollection AddPreemption(this IServiceCollection services) =>
        services.AddSingleton(provider => new PluginFactory("DefaultPreemption", context => Make(context, provider.GetRequiredService<EventRecorder>())));

    private static DefaultPreemption Make(PluginContext context, EventRecorder events) =>
        new(context, DisruptionBudgets.From(context.Replica), new VictimEviction(context.Replica, context.Client, events, context.Time).EvictAsync);
}
