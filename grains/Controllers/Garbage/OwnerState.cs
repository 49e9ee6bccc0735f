namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>What is to be thought of an owner.</summary>
internal enum OwnerState
{
    /// <summary>Its kind is not served (yet): nobody can tell.</summary>
    Unknown,

    /// <summary>An object without a namespace names an owner with one: such a reference is void and must not delete.</summary>
    Void,

    /// <summary>It is there.</summary>
    Present,

    /// <summary>It is there, and goes when its dependents are gone.</summary>
    WaitingForDependents,

    /// <summary>It is not there, or another object has its name.</summary>
    Gone,
}
