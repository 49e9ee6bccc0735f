using Microsoft.Extensions.Logging;
using Orleans;

namespace Orchestrator.Bench.Suites.Actors;

/// <summary>A grain as small as they come; with a logger, because grains have one.</summary>
public sealed class BenchGrain(ILogger<BenchGrain> logger) : Grain, IBenchGrain
{
    private readonly ILogger _logger = logger;
    private IBenchGrain? _next;
    private int _sum;

    /// <inheritdoc />
    public Task<int> AddAsync(int amount) => Task.FromResult(_sum += amount);

    /// <inheritdoc />
    public Task<int> AddAsync(int amount, CancellationToken cancellationToken) => Task.FromResult(_sum += amount);

    /// <inheritdoc />
    public async Task YieldAsync() => await Task.Yield();

    /// <inheritdoc />
    public async Task<int> HopAsync()
    {
        _next ??= GrainFactory.GetGrain<IBenchGrain>(this.GetPrimaryKeyString() + "-next");
        return await _next.AddAsync(1);
    }

    /// <inheritdoc />
    public override string ToString() => $"{IdentityString} {_sum} {_logger}";
}
