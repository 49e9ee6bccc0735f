using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;
using static Orchestrator.Bench.Suites.Api.ApiRequests;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>Pods: their creation, and lists of them as objects and as the table that kubectl prints.</summary>
internal static class PodRequests
{
    private const int Total = 10_000;
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var load = server.Load;
        yield return await load.MeasureAsync($"create Pod, up to {Total:N0}", Total, InFlight, 201, i => Create(Pods, Objects.Pod($"p{i}")), EchoBaseline.Name, cancellationToken);

        foreach (var (name, request) in new[]
        {
            ($"list {Total:N0} Pods", new LoadRequest("GET", Pods)),
            ("list 5,000 Pods as a table", new LoadRequest("GET", $"{Pods}?limit=5000", Accept: Table)),
        })
        {
            await load.MeasureAsync("warm-up", 40, 4, 200, _ => request, cancellationToken: cancellationToken);
            yield return await load.MeasureAsync(name, 60, 4, 200, _ => request, cancellationToken: cancellationToken);
        }
    }
}
