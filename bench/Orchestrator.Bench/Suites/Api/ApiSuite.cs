using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>The API server over TLS with a client certificate, 64 requests in flight over four HTTP/2 connections. CPU is the server's alone.</summary>
internal sealed class ApiSuite : IBenchSuite
{
    // in this order: each finds the objects of those before it
    private static readonly Func<ServerUnderTest, CancellationToken, IAsyncEnumerable<Measurement>>[] Parts =
    [
        ObjectRequests.RunAsync,
        PodRequests.RunAsync,
        WatchFanOut.RunAsync,
        ProtobufRequests.RunAsync,
        ApplyRequests.RunAsync,
        CustomResources.RunAsync,
        ServiceAccountRequests.RunAsync,
        Restart.RunAsync,
    ];

    public string Name => "api";

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await EchoBaseline.MeasureAsync(cancellationToken);
        await using var server = await ServerUnderTest.StartAsync(nodes: 0, cancellationToken);
        yield return new Measurement("process start to ready", 1, server.ReadyAfter, CpuClock.Of(server.ProcessId), Note: server.Resident);

        foreach (var part in Parts)
        {
            await foreach (var measurement in part(server, cancellationToken))
            {
                yield return measurement;
            }
        }
    }
}
