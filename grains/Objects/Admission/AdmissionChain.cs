namespace Orchestrator.Grains.Objects.Admission;

/// <summary>All admission plugins, in the order in which they were registered: first all admit, then, on the final object, all validate.</summary>
public sealed class AdmissionChain(IEnumerable<IAdmissionPlugin> plugins)
{
    private readonly IAdmissionPlugin[] _plugins = [.. plugins];

    /// <summary>The mutating half.</summary>
    public async ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in _plugins)
        {
            await plugin.AdmitAsync(attributes);
        }
    }

    /// <summary>The validating half.</summary>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in _plugins)
        {
            await plugin.ValidateAsync(attributes);
        }
    }
}
