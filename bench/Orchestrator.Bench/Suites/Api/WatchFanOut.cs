using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;
using static Orchestrator.Bench.Suites.Api.ApiRequests;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>Many watches of one namespace while objects in it change: each change is delivered to each watcher.</summary>
internal static class WatchFanOut
{
    private const int Watchers = 1_000;
    private const int Changes = 400;

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await MeasureAsync(server, cancellationToken);
    }

    private static async Task<Measurement> MeasureAsync(ServerUnderTest server, CancellationToken cancellationToken)
    {
        const int perConnection = 100;
        var connections = new List<Http2LoadConnection>();
        try
        {
            for (var i = 0; i < Watchers / perConnection; i++)
            {
                var connection = await Http2LoadConnection.ConnectAsync(server.Target, cancellationToken);
                connections.Add(connection);
                // Each watcher is there when the initial object of its watch has come.
                var request = new LoadRequest("GET", $"{ConfigMaps}?watch=true&fieldSelector=metadata.name%3Dc7");
                await connection.StreamAsync(Enumerable.Repeat(request, perConnection), () => connection.Lines >= perConnection, cancellationToken);
            }

            var clock = new Stopclock(server.ProcessId);
            var delivered = connections.Select(connection => Task.Run(
                () => connection.StreamAsync([], () => connection.Lines >= perConnection * (Changes + 1L), cancellationToken), cancellationToken)).ToArray();
            await server.Load.MeasureAsync("changes", Changes, InFlight, 200, i => Patch($"{ConfigMaps}/c7", i), cancellationToken: cancellationToken);
            await Task.WhenAll(delivered);
            return clock.Stop($"watch fan-out to {Watchers:N0}", (long)Watchers * Changes, note: server.Resident);
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
