using System.Collections.Concurrent;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>All admission plugins in their order. Which of them a sort of request concerns is found out once.</summary>
public sealed class AdmissionChain(IEnumerable<IAdmissionPlugin> plugins)
{
    private readonly IAdmissionPlugin[] _plugins =
        [.. plugins.Select(plugin => (Place: AdmissionOrder.PlaceOf(plugin), Plugin: plugin)).OrderBy(placed => placed.Place).Select(placed => placed.Plugin)];
    private readonly ConcurrentDictionary<AdmissionTarget, AdmissionPlan> _plans = new();

    /// <summary>The mutating half.</summary>
    public ValueTask AdmitAsync(AdmissionAttributes attributes) => PlanOf(attributes).AdmitAsync(attributes);

    /// <summary>The validating half.</summary>
    public ValueTask ValidateAsync(AdmissionAttributes attributes) => PlanOf(attributes).ValidateAsync(attributes);

    private AdmissionPlan PlanOf(AdmissionAttributes attributes) => attributes.Plan ??= _plans.TryGetValue(attributes.Target, out var plan)
        ? plan
        : _plans.GetOrAdd(attributes.Target, target => new AdmissionPlan(_plugins, target));
}
