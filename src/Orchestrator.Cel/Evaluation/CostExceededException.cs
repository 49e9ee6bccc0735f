namespace Orchestrator.Cel.Evaluation;

/// <summary>Stops an evaluation that costs too much, which no <c>||</c> may overlook as it does errors. It never leaves the program.</summary>
internal sealed class CostExceededException(long cost) : Exception
{
    public long Cost => cost;
}
