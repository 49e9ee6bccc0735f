namespace Orchestrator.Grains.Controllers;

/// <summary>The controllers of a silo, by name.</summary>
internal sealed class ControllerRegistry(IEnumerable<IController> controllers)
{
    private readonly Dictionary<string, IController> _byName = controllers.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<IController> All => _byName.Values;

    /// <summary>The controller of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IController Get(string name) =>
        _byName.TryGetValue(name, out var controller) ? controller : throw new ArgumentException($"no controller is named '{name}'", nameof(name));
}
