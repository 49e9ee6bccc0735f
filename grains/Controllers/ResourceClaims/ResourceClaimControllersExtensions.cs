using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Grains.Controllers.ResourceClaims;

/// <summary>Registers the controller of claims of devices.</summary>
internal static class ResourceClaimControllersExtensions
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddResourceClaimControllers(this IServiceCollection services) => services.AddSingleton<IController, ResourceClaimController>();
}
