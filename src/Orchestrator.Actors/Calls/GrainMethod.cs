using Orchestrator.Actors.Activations;

namespace Orchestrator.Actors.Calls;

/// <summary>What generated code knows about a method of a grain interface.</summary>
public sealed class GrainMethod
{
    /// <summary>Describes a method.</summary>
    public GrainMethod(string interfaceName, string name, bool oneWay, bool alwaysInterleave, bool readOnly)
    {
        InterfaceName = interfaceName;
        Name = name;
        IsOneWay = oneWay;
        Interleaving = alwaysInterleave ? Interleaving.Always : readOnly ? Interleaving.ReadOnly : Interleaving.None;
    }

    /// <summary>The full name of the interface.</summary>
    public string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    public string Name { get; }

    /// <summary>No answer.</summary>
    public bool IsOneWay { get; }

    internal Interleaving Interleaving { get; }

    /// <inheritdoc />
    public override string ToString() => $"{InterfaceName}.{Name}";
}
