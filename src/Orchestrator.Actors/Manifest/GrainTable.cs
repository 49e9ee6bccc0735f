using System.Collections.Frozen;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orchestrator.Actors.Manifest;

/// <summary>The grain classes and interfaces of one silo.</summary>
internal sealed class GrainTable
{
    private readonly FrozenDictionary<Type, GrainInterface> _interfaces;
    private readonly FrozenDictionary<GrainType, GrainClass> _classes;

    public GrainTable(GrainRuntime runtime, GrainAssemblies assemblies, GrainCollectionOptions collection)
    {
        var implementations = new Dictionary<Type, List<GrainClass>>();
        var classes = new Dictionary<GrainType, GrainClass>();
        foreach (var description in assemblies.Manifests.SelectMany(m => m.Classes))
        {
            var grainClass = new GrainClass(
                description, collection.ClassSpecificCollectionAge.GetValueOrDefault(description.Type.FullName!, collection.CollectionAge));
            if (!classes.TryAdd(grainClass.Type, grainClass))
            {
                throw new InvalidOperationException(
                    $"Grain classes {classes[grainClass.Type].Name} and {grainClass.Name} have the same grain type '{grainClass.Type}'; set [GrainType].");
            }

            foreach (var type in description.Interfaces)
            {
                (implementations.TryGetValue(type, out var list) ? list : implementations[type] = []).Add(grainClass);
            }
        }

        _classes = classes.ToFrozenDictionary();
        _interfaces = assemblies.Manifests.SelectMany(m => m.Interfaces).ToFrozenDictionary(
            i => i.Type, i => new GrainInterface(runtime, i, implementations.TryGetValue(i.Type, out var list) ? [.. list] : []));
    }

    /// <summary>The class by its name in identities.</summary>
    public GrainClass GetClass(GrainType type) =>
        _classes.TryGetValue(type, out var found) ? found : throw new ArgumentException($"There is no grain class of type '{type}'.");

    /// <summary>The interface.</summary>
    public GrainInterface GetInterface(Type type) =>
        _interfaces.TryGetValue(type, out var found)
            ? found
            : throw new ArgumentException($"{type} is not a grain interface, or its project does not import ActorRuntime.props.");
}
