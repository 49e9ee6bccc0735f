using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;
using static Orchestrator.Bench.Suites.Api.ApiRequests;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>Creates, gets and patches of small objects, as their number grows to 100,000.</summary>
internal static class ObjectRequests
{
    /// <summary>How many config maps there are afterwards: c0 and so on.</summary>
    public const int Total = 100_000;

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var load = server.Load;
        var size = 0;
        foreach (var total in new[] { 1_000, 10_000, Total })
        {
            var from = size;
            yield return await load.MeasureAsync(
                $"create ConfigMap, up to {total:N0}", total - from, InFlight, 201, i => Create(ConfigMaps, Objects.ConfigMap($"c{from + i}")), EchoBaseline.Name, cancellationToken);
            size = total;
            yield return await load.MeasureAsync($"get ConfigMap, of {total:N0}", 50_000, InFlight, 200, i => GetConfigMap(i, total), EchoBaseline.Name, cancellationToken);
        }

        yield return await load.MeasureAsync("merge patch over 1,000 objects", 20_000, InFlight, 200, i => Patch($"{ConfigMaps}/c{i % 1000}", i), EchoBaseline.Name, cancellationToken);
        yield return await load.MeasureAsync("merge patch of one hot object", 20_000, InFlight, 200, i => Patch($"{ConfigMaps}/c1", i), EchoBaseline.Name, cancellationToken);
    }
}
