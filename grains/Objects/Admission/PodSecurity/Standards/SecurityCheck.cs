namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>A rule of the standards over a range of versions.</summary>
/// <param name="Id">The rule's id, by which violations are ordered.</param>
/// <param name="Level">The lowest level that has it.</param>
/// <param name="Since">The first minor version that has it so.</param>
/// <param name="Check">Finds what violates it, or null.</param>
internal sealed record SecurityCheck(string Id, PodSecurityLevel Level, int Since, Func<PodView, Violation?> Check)
{
    /// <summary>The first minor version that has it otherwise.</summary>
    public int Until { get; init; } = LevelVersion.Latest;

    /// <summary>The baseline rule that it makes superfluous at its own level.</summary>
    public string? Overrides { get; init; }
}
