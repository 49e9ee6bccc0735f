using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Objects.Admission.NamespaceLifecycle;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>Registers the built-in admission plugins.</summary>
public static class AdmissionExtensions
{
    /// <summary>Adds the plugins and their chain. Further ones are added as <see cref="IAdmissionPlugin"/>, anywhere: <see cref="AdmissionOrder"/> puts them in their places.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddSingleton<IAdmissionPlugin, NamespaceLifecyclePlugin>();
        services.AddSingleton<AdmissionChain>();
        return services;
    }
}
