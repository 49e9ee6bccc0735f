using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>The controllers of a silo, by name.</summary>
internal sealed class ControllerRegistry(IEnumerable<IController> controllers)
{
    private readonly Dictionary<string, IController> _byName = controllers.ToDictionary(c => c.Name, StringComparer.Ordinal);

    private readonly Lazy<ILookup<GroupResource, (IController Controller, Func<ReplicaEntry, ObjectKey?> Key)>> _byResource = new(() => controllers
        .SelectMany(static controller => Explanations(controller))
        .ToLookup(static found => found.Resource, static found => (found.Controller, found.Key)));

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<IController> All => _byName.Values;

    /// <summary>Who can say why an object is as it is: those whose own kind it is, and those who say so of it, with the key to ask under.</summary>
    public IEnumerable<ControllerKey> Explaining(ReplicaEntry entry)
    {
        foreach (var (controller, key) in _byResource.Value[entry.Key.GroupResource])
        {
            if (key(entry) is { } own)
            {
                yield return new ControllerKey(controller.Name, own);
            }
        }
    }

    /// <summary>What a controller declares.</summary>
    public static WatchSet WatchesOf(IController controller)
    {
        var watches = new WatchSet();
        controller.Declare(watches);
        return watches;
    }

    private static IEnumerable<(GroupResource Resource, IController Controller, Func<ReplicaEntry, ObjectKey?> Key)> Explanations(IController controller)
    {
        var watches = WatchesOf(controller);
        foreach (var resource in watches.Owns)
        {
            yield return (resource, controller, static entry => entry.Key);
        }

        foreach (var (resource, key) in watches.Explained)
        {
            yield return (resource, controller, key);
        }
    }

    /// <summary>The controller of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IController Get(string name) =>
        _byName.TryGetValue(name, out var controller) ? controller : throw new ArgumentException($"no controller is named '{name}'", nameof(name));
}
