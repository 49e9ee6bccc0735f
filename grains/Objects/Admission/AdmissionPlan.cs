namespace Orchestrator.Grains.Objects.Admission;

/// <summary>The plugins that want to see one sort of request, in order.</summary>
internal sealed class AdmissionPlan
{
    private readonly IMutatingAdmissionPlugin[] _mutating;
    private readonly IValidatingAdmissionPlugin[] _validating;

    public AdmissionPlan(IReadOnlyList<IAdmissionPlugin> plugins, AdmissionTarget target)
    {
        var concerned = plugins.Where(plugin => plugin.Handles(target)).ToArray();
        _mutating = [.. concerned.OfType<IMutatingAdmissionPlugin>()];
        _validating = [.. concerned.OfType<IValidatingAdmissionPlugin>()];
    }

    /// <summary>The mutating half.</summary>
    public async ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in _mutating)
        {
            await plugin.AdmitAsync(attributes);
        }
    }

    /// <summary>The validating half.</summary>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in _validating)
        {
            await plugin.ValidateAsync(attributes);
        }
    }
}
