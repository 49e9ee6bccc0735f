namespace Orchestrator.Grains.Objects.Admission;

/// <summary>Something that a plugin took for a write that is not committed yet.</summary>
internal interface IAdmissionReservation
{
    /// <summary>
    /// The write was committed, or it will not be. Called once, when that is known: not when the outcome of a commit is unknown. Must not block.
    /// </summary>
    /// <param name="revision">The revision of the commit; 0 when there is none.</param>
    void Settle(long revision);
}
