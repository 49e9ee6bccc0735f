using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers;

/// <summary>The controllers of a silo, by name.</summary>
internal sealed class ControllerRegistry(IEnumerable<IController> controllers)
{
    private readonly Dictionary<string, IController> _byName = controllers.ToDictionary(c => c.Name, StringComparer.Ordinal);

    private readonly Lazy<ILookup<GroupResource, IController>> _byResource = new(() => controllers
        .SelectMany(controller => WatchesOf(controller).Owns.Select(resource => (Resource: resource, Controller: controller)))
        .ToLookup(pair => pair.Resource, pair => pair.Controller));

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<IController> All => _byName.Values;

    /// <summary>Those whose own kind a resource is.</summary>
    public IEnumerable<IController> Of(GroupResource resource) => _byResource.Value[resource];

    /// <summary>What a controller declares.</summary>
    public static WatchSet WatchesOf(IController controller)
    {
        var watches = new WatchSet();
        controller.Declare(watches);
        return watches;
    }

    /// <summary>The controller of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IController Get(string name) =>
        _byName.TryGetValue(name, out var controller) ? controller : throw new ArgumentException($"no controller is named '{name}'", nameof(name));
}
