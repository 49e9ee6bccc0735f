namespace Orchestrator.Actors.Tests.Interleaving;

/// <summary>Each method notes its begin, waits at a gate of its name, and notes its end.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    Task WriteAsync(string name);

    [ReadOnly]
    Task ReadAsync(string name);

    [AlwaysInterleave]
    Task PeekAsync(string name);

    [OneWay]
    Task TellAsync(string name);

    /// <summary>Calls itself through a reference while the outer call still runs.</summary>
    Task CallSelfAsync();

    Task<bool> StaysOnSchedulerAsync();

    Task IncrementSlowlyAsync(int times);

    Task<int> CountAsync();
}

/// <summary>The same, with a class that is reentrant.</summary>
public interface IReentrantTurnGrain : ITurnGrain;
