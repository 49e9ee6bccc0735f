using Orchestrator.Api.Objects;
using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>Finds the grain of an object.</summary>
public static class ResourceGrains
{
    /// <summary>The grain that writes the object of this key: one of its own for the kinds that have one, else <see cref="IObjectGrain"/>.</summary>
    public static IResourceGrain Get(IGrainFactory grains, ObjectKey key)
    {
        var text = key.ToString();
        return (key.Group, key.Resource) switch
        {
            ("", "pods") => grains.GetGrain<IPodGrain>(text),
            ("", "nodes") => grains.GetGrain<INodeGrain>(text),
            ("", "services") => grains.GetGrain<IServiceGrain>(text),
            ("", "namespaces") => grains.GetGrain<INamespaceGrain>(text),
            _ => grains.GetGrain<IObjectGrain>(text),
        };
    }
}
