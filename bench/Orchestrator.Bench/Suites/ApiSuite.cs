using System.Net;
using System.Runtime.CompilerServices;
using Orchestrator.Bench.Baselines;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites;

/// <summary>The API server over TLS with a client certificate, 64 requests in flight over four HTTP/2 connections. CPU is the server's alone.</summary>
internal sealed class ApiSuite : IBenchSuite
{
    private const int InFlight = 64;
    private const string Echo = "bare Kestrel echo, 1 KiB";
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";

    public string Name => "api";

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await EchoAsync(cancellationToken);
        await using var server = await ServerUnderTest.StartAsync(nodes: 0, cancellationToken);
        yield return new Measurement("process start to ready", 1, server.ReadyAfter, CpuClock.Of(server.ProcessId), Note: Resident(server));
        var load = server.Load;

        var size = 0;
        foreach (var total in new[] { 1_000, 10_000, 100_000 })
        {
            var from = size;
            yield return await load.MeasureAsync(
                $"create ConfigMap, up to {total:N0}", total - from, InFlight, 201, i => Create(ConfigMaps, Objects.ConfigMap($"c{from + i}")), Echo, cancellationToken);
            size = total;
            yield return await load.MeasureAsync(
                $"get ConfigMap, of {total:N0}", 50_000, InFlight, 200, i => new LoadRequest("GET", $"{ConfigMaps}/c{(int)((uint)i * 2654435761u % (uint)total)}"), Echo, cancellationToken);
        }

        yield return await CustomResources.EstablishAsync(server, 1_000, InFlight, cancellationToken);
        yield return await CustomResources.CreateAsync(server, 10_000, InFlight, "create ConfigMap, up to 10,000", cancellationToken);
        yield return await load.MeasureAsync("merge patch over 1,000 objects", 20_000, InFlight, 200, i => Patch($"{ConfigMaps}/c{i % 1000}", i), Echo, cancellationToken);
        yield return await load.MeasureAsync("merge patch of one hot object", 20_000, InFlight, 200, i => Patch($"{ConfigMaps}/c1", i), Echo, cancellationToken);
        yield return await load.MeasureAsync("create Pod, up to 10,000", 10_000, InFlight, 201, i => Create(Pods, Objects.Pod($"p{i}")), Echo, cancellationToken);
        await load.MeasureAsync("warm-up", 40, 4, 200, _ => new LoadRequest("GET", Pods), cancellationToken: cancellationToken);
        yield return await load.MeasureAsync("list 10,000 Pods", 60, 4, 200, _ => new LoadRequest("GET", Pods), cancellationToken: cancellationToken);
        yield return await FanOutAsync(server, watchers: 1_000, changes: 400, cancellationToken) with { Note = Resident(server) };
    }

    private static async Task<Measurement> EchoAsync(CancellationToken cancellationToken)
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, ChildProcess.FreePort());
        await using var echo = ChildProcess.Start(Environment.ProcessPath!, KestrelEcho.Command, endPoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var target = new LoadTarget(endPoint, null, null);
        await echo.WaitUntilAsync(token => AcceptsAsync(endPoint, token), cancellationToken);
        var load = new LoadGenerator(target, echo.Id);
        await load.MeasureAsync("warm-up", 50_000, InFlight, 200, _ => new LoadRequest("GET", "/"), cancellationToken: cancellationToken);
        return await load.MeasureAsync(Echo, 150_000, InFlight, 200, _ => new LoadRequest("GET", "/"), cancellationToken: cancellationToken);
    }

    /// <summary>Many watches of one namespace while objects in it change: each change is delivered to each watcher.</summary>
    private static async Task<Measurement> FanOutAsync(ServerUnderTest server, int watchers, int changes, CancellationToken cancellationToken)
    {
        const int perConnection = 100;
        var connections = new List<Http2LoadConnection>();
        try
        {
            for (var i = 0; i < watchers / perConnection; i++)
            {
                var connection = await Http2LoadConnection.ConnectAsync(server.Target, cancellationToken);
                connections.Add(connection);
                // Each watcher is there when the initial object of its watch has come.
                var request = new LoadRequest("GET", $"{ConfigMaps}?watch=true&fieldSelector=metadata.name%3Dc7");
                await connection.StreamAsync(Enumerable.Repeat(request, perConnection), () => connection.Lines >= perConnection, cancellationToken);
            }

            var clock = new Stopclock(server.ProcessId);
            var delivered = connections.Select(connection => Task.Run(
                () => connection.StreamAsync([], () => connection.Lines >= perConnection * (changes + 1L), cancellationToken), cancellationToken)).ToArray();
            await server.Load.MeasureAsync("changes", changes, InFlight, 200, i => Patch($"{ConfigMaps}/c7", i), cancellationToken: cancellationToken);
            await Task.WhenAll(delivered);
            return clock.Stop($"watch fan-out to {watchers:N0}", (long)watchers * changes);
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static LoadRequest Create(string collection, byte[] body) => new("POST", collection, "application/json", body);

    private static LoadRequest Patch(string path, int number) => new("PATCH", path, "application/merge-patch+json", Objects.Patch(number));

    private static string Resident(ServerUnderTest server) => $"{CpuClock.ResidentBytes(server.ProcessId) / 1024 / 1024} MiB resident";

    private static async Task<bool> AcceptsAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
