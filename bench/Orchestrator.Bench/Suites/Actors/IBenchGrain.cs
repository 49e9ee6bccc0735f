using Orleans;

namespace Orchestrator.Bench.Suites.Actors;

/// <summary>Calls that do next to nothing, so that what is measured is the runtime.</summary>
public interface IBenchGrain : IGrainWithStringKey
{
    /// <summary>Adds in memory.</summary>
    Task<int> AddAsync(int amount);

    /// <summary>Adds in memory, with a token that could be cancelled.</summary>
    Task<int> AddAsync(int amount, CancellationToken cancellationToken);

    /// <summary>Gives up its turn once.</summary>
    Task YieldAsync();

    /// <summary>Calls another grain.</summary>
    Task<int> HopAsync();
}
