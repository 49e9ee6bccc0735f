using Orleans.Runtime;

namespace Orchestrator.Actors.Manifest;

/// <summary>A grain class in one silo.</summary>
internal sealed class GrainClass(GrainClassDescription description, TimeSpan collectionAge)
{
    /// <summary>The name in identities.</summary>
    public GrainType Type { get; } = GrainType.Create(description.GrainType);

    /// <summary>The full name of the class.</summary>
    public string Name { get; } = description.Type.FullName!;

    /// <summary>The short name of the class.</summary>
    public string ShortName => description.Type.Name;

    /// <summary>Its grain interfaces.</summary>
    public Type[] Interfaces => description.Interfaces;

    /// <summary>Requests interleave.</summary>
    public bool IsReentrant { get; } = description.Traits.HasFlag(GrainClassTraits.Reentrant);

    /// <summary>It has an OnActivateAsync of its own.</summary>
    public bool HasOnActivate { get; } = description.Traits.HasFlag(GrainClassTraits.Activates);

    /// <summary>It has an OnDeactivateAsync of its own.</summary>
    public bool HasOnDeactivate { get; } = description.Traits.HasFlag(GrainClassTraits.Deactivates);

    /// <summary>How long it stays when idle, in milliseconds.</summary>
    public long CollectionAge { get; } = collectionAge >= TimeSpan.FromDays(3650) ? int.MaxValue * 100L : (long)collectionAge.TotalMilliseconds;

    /// <summary>Makes an instance.</summary>
    public object Create(GrainActivation activation) => description.Create(activation);
}
