using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Actors.Hosting;

/// <summary>Knows which services are the same in every scope, so that most grains need no scope of their own (about 0.3 KiB each).</summary>
internal sealed class SingletonServices(IServiceCollection services)
{
    private readonly Lazy<FrozenSet<Type>> _types = new(() => services
        .Where(service => !service.IsKeyedService)
        .GroupBy(service => service.ServiceType)
        .Where(group => group.All(service => service.Lifetime == ServiceLifetime.Singleton))
        .Select(group => group.Key)
        .ToFrozenSet());

    /// <summary>Whether every registration of this service is a singleton.</summary>
    public bool Contains(Type type) =>
        _types.Value.Contains(type) || (type.IsConstructedGenericType && _types.Value.Contains(type.GetGenericTypeDefinition()));
}
