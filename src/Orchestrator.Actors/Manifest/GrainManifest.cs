using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orchestrator.Actors.Manifest;

/// <summary>What generated code says about the grains of one assembly.</summary>
public abstract class GrainManifest
{
    /// <summary>The referenced assemblies that have a manifest of their own.</summary>
    public abstract string[] References { get; }

    /// <summary>The interfaces.</summary>
    public abstract GrainInterfaceDescription[] Interfaces { get; }

    /// <summary>The classes.</summary>
    public abstract GrainClassDescription[] Classes { get; }
}

/// <summary>Names the manifest of an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GrainManifestAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type manifest) : Attribute
{
    /// <summary>A class derived from <see cref="GrainManifest"/>.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Manifest { get; } = manifest;
}

/// <summary>An interface of grains or observers, and how to make a reference by it.</summary>
public sealed record GrainInterfaceDescription(Type Type, string Name, Func<GrainInterface, GrainId, GrainReference> CreateReference);

/// <summary>A grain class, and how to make an instance.</summary>
public sealed record GrainClassDescription(Type Type, string GrainType, Type[] Interfaces, GrainClassTraits Traits, Func<GrainActivation, object> Create);

/// <summary>What is known about a grain class at compile time.</summary>
[Flags]
public enum GrainClassTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Requests interleave.</summary>
    Reentrant = 1,

    /// <summary>It has an OnActivateAsync of its own.</summary>
    Activates = 2,

    /// <summary>It has an OnDeactivateAsync of its own.</summary>
    Deactivates = 4,
}
