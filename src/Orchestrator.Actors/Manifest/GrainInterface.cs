using Orleans.Runtime;

namespace Orchestrator.Actors.Manifest;

/// <summary>A grain interface in one silo.</summary>
public sealed class GrainInterface
{
    private readonly GrainInterfaceDescription _description;
    private readonly GrainClass[] _classes;
    private readonly GrainClass? _default;

    internal GrainInterface(GrainRuntime runtime, GrainInterfaceDescription description, GrainClass[] classes)
    {
        Runtime = runtime;
        _description = description;
        _classes = classes;

        // As in Orleans: the only class, or the one that is named after the interface.
        _default = classes.Length == 1 ? classes[0]
            : Array.Find(classes, c => string.Equals("I" + c.ShortName, description.Type.Name, StringComparison.Ordinal));
    }

    /// <summary>The full name of the interface.</summary>
    internal string Name => _description.Name;

    internal GrainRuntime Runtime { get; }

    /// <summary>A reference to a grain by this interface.</summary>
    internal GrainReference CreateReference(GrainId id) => _description.CreateReference(this, id);

    /// <summary>The class that a grain got by this interface has.</summary>
    internal GrainType ResolveClass(string? prefix)
    {
        if (prefix is null && _default is not null)
        {
            return _default.Type;
        }

        var candidates = prefix is null ? _classes : Array.FindAll(_classes, c => c.Name.StartsWith(prefix, StringComparison.Ordinal));
        return candidates.Length == 1
            ? candidates[0].Type
            : throw new ArgumentException(
                candidates.Length == 0
                    ? $"No grain class implements {Name}."
                    : $"Several grain classes implement {Name}: {string.Join(", ", candidates.Select(c => c.Name))}.");
    }
}
