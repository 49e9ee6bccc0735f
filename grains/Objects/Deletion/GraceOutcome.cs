namespace Orchestrator.Grains.Objects.Deletion;

/// <summary>What a delete means for an object that may end gracefully.</summary>
internal enum GraceOutcome
{
    /// <summary>No grace: it goes when nothing holds it.</summary>
    None,

    /// <summary>A grace period was set or shortened; zero seconds let it go at once.</summary>
    Begun,

    /// <summary>It is ending already, and this delete changes nothing.</summary>
    Pending,
}
