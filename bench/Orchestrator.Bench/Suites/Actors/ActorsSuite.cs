using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Bench.Harness;
using Orleans;
using Orleans.Hosting;

namespace Orchestrator.Bench.Suites.Actors;

/// <summary>The actor runtime in this process: calls within one silo, activations and their memory.</summary>
internal sealed class ActorsSuite : IBenchSuite
{
    private const string Raw = "raw awaited call";
    private const int Callers = 64;
    private const int IdleGrains = 100_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public string Name => "actors";

    /// <inheritdoc />
    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var starting = new Stopclock();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<IBenchGrain>("first").AddAsync(1);
        yield return starting.Stop("silo start to first call", 1);

        using var cancellation = new CancellationTokenSource();
        yield return await MeasureAsync(Raw, Callers, null, _ => RawCall.Instance, static grain => grain.AddAsync(1));
        foreach (var (name, callers, call) in new (string, int, Func<IBenchGrain, Task>)[]
        {
            ("call, 64 callers", Callers, static grain => grain.AddAsync(1)),
            ("call, 1 caller", 1, static grain => grain.AddAsync(1)),
            ("call with token, 64 callers", Callers, grain => grain.AddAsync(1, cancellation.Token)),
            ("call that yields, 64 callers", Callers, static grain => grain.YieldAsync()),
            ("call through a grain to a grain, 64 callers", Callers, static grain => grain.HopAsync()),
        })
        {
            yield return await MeasureAsync(name, callers, Raw, i => grains.GetGrain<IBenchGrain>($"caller-{i}"), call);
        }

        yield return await MeasureAsync("call, 64 callers to one grain", Callers, Raw, _ => grains.GetGrain<IBenchGrain>("hot"), static grain => grain.AddAsync(1));
        yield return await ActivateAsync(grains);

        var stopping = new Stopclock();
        await host.StopAsync(cancellationToken);
        yield return stopping.Stop("deactivations at stop", IdleGrains);
    }

    private static async Task<Measurement> MeasureAsync(
        string name, int callers, string? baseline, Func<int, IBenchGrain> target, Func<IBenchGrain, Task> call)
    {
        await RunCallersAsync(callers, target, call, Duration);
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = new Stopclock();
        var calls = await RunCallersAsync(callers, target, call, Duration);
        return clock.Stop(name, calls, baseline, note: $"{(GC.GetTotalAllocatedBytes() - allocated) / calls} B allocated per call");
    }

    private static async Task<long> RunCallersAsync(int callers, Func<int, IBenchGrain> target, Func<IBenchGrain, Task> call, TimeSpan duration)
    {
        using var ended = new CancellationTokenSource(duration);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
        {
            var grain = target(i);
            var count = 0L;
            for (; !ended.IsCancellationRequested; count += 100)
            {
                for (var k = 0; k < 100; k++)
                {
                    await call(grain);
                }
            }

            return count;
        })));
        return counts.Sum();
    }

    private static async Task<Measurement> ActivateAsync(IGrainFactory grains)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = new Stopclock();
        foreach (var some in Enumerable.Range(0, IdleGrains).Chunk(1000))
        {
            await Task.WhenAll(some.Select(i => grains.GetGrain<IBenchGrain>($"apps/deployments/default/name-{i}").AddAsync(1)));
        }

        var measured = clock.Stop("activations", IdleGrains);
        return measured with { Note = $"{(GC.GetTotalMemory(forceFullCollection: true) - before) / IdleGrains} B managed per idle grain" };
    }

    /// <summary>The same calls without a runtime.</summary>
    private sealed class RawCall : IBenchGrain
    {
        public static readonly RawCall Instance = new();

        public Task<int> AddAsync(int amount) => Task.FromResult(amount + Environment.CurrentManagedThreadId);

        public Task<int> AddAsync(int amount, CancellationToken cancellationToken) => AddAsync(amount);

        public async Task YieldAsync() => await Task.Yield();

        public Task<int> HopAsync() => AddAsync(1);
    }
}
