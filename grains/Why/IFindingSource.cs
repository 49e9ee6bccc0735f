namespace Orchestrator.Grains.Why;

/// <summary>One place to look for what blocks an object. Asked by people alone, so it may look around; it changes nothing.</summary>
internal interface IFindingSource
{
    /// <summary>Adds what it finds, the most telling first.</summary>
    ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken);
}
