namespace Orleans.Runtime;

/// <summary>The start and stop of a silo.</summary>
public interface ISiloLifecycle : ILifecycleObservable
{
    /// <summary>How far the start has come.</summary>
    int HighestCompletedStage { get; }

    /// <summary>How far the stop has come.</summary>
    int LowestStoppedStage { get; }
}
