using Orchestrator.Bench.Harness;

namespace Orchestrator.Bench.Load;

/// <summary>Spreads a number of requests over connections and measures them together.</summary>
public sealed class LoadGenerator(LoadTarget target, int processId, int connections = 4)
{
    /// <summary>
    /// Sends <paramref name="count"/> requests, <paramref name="inFlight"/> at a time, and fails when one is not answered with <paramref name="expected"/>:
    /// errors are quick, and a figure made of them would be a lie.
    /// </summary>
    public async Task<Measurement> MeasureAsync(
        string name, int count, int inFlight, int expected, Func<int, LoadRequest> request, string? baseline = null, CancellationToken cancellationToken = default)
    {
        var open = new List<Http2LoadConnection>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                open.Add(await Http2LoadConnection.ConnectAsync(target, cancellationToken));
            }

            var sent = -1;
            LoadRequest? Next() => Interlocked.Increment(ref sent) is var number && number < count ? request(number) : null;
            var clock = new Stopclock(processId);
            await Task.WhenAll(open.Select(connection => Task.Run(() => connection.RunAsync(inFlight / connections, Next, cancellationToken), cancellationToken)));
            var latencies = new Latencies();
            open.ForEach(connection => latencies.Add(connection.Latencies));
            var bytes = open.Sum(connection => connection.BodyBytes);
            var result = clock.Stop(name, count, baseline, latencies, $"{bytes / count:N0} B each");
            var failed = open.FirstOrDefault(connection => connection.Statuses.Keys.Any(status => status != expected));
            return failed is null
                ? result
                : throw new InvalidOperationException($"{name}: {string.Join(", ", failed.Statuses.Select(pair => $"{pair.Value} times {pair.Key}"))}: {failed.LastFailure}");
        }
        finally
        {
            foreach (var connection in open)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
