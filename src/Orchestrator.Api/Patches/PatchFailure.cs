namespace Orchestrator.Api.Patches;

/// <summary>Why a patch cannot be applied, as a real server tells these apart.</summary>
public enum PatchFailure
{
    /// <summary>The patch is malformed or contradicts itself: 400. (To some contradictions a real server answers 500; they are the client's fault.)</summary>
    Malformed,

    /// <summary>The patch is well-formed but does not go with the object: 422 without details.</summary>
    NotApplicable,

    /// <summary>The patch has too many operations: 413.</summary>
    TooLarge,
}
