namespace Orchestrator.Api.Patches;

/// <summary>Why a patch cannot be applied, as a real server tells these apart.</summary>
public enum PatchFailure
{
    /// <summary>The patch is malformed: 400.</summary>
    Malformed,

    /// <summary>The patch is well-formed but does not go with the object: 422 without details.</summary>
    NotApplicable,

    /// <summary>The patch has too many operations: 413.</summary>
    TooLarge,

    /// <summary>The patch contradicts itself in a way that a real server answers with 500.</summary>
    Inconsistent,
}
