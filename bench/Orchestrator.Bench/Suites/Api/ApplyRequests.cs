using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;
using static Orchestrator.Bench.Suites.Api.ApiRequests;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>Server-side apply: of new objects, of what is there already, and of changes; of small objects and of deployments.</summary>
internal static class ApplyRequests
{
    private const int Objects = 1_000;
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var load = server.Load;
        yield return await load.MeasureAsync(
            "server-side apply, creates", Objects, InFlight, 201, i => Apply($"{ConfigMaps}/ssa{i}", ConfigMap(i, "a")), $"create ConfigMap, up to {ObjectRequests.Total:N0}", cancellationToken);
        yield return await load.MeasureAsync(
            "server-side apply, nothing changed", Objects * 10, InFlight, 200, i => Apply($"{ConfigMaps}/ssa{i % Objects}", ConfigMap(i % Objects, "a")), EchoBaseline.Name, cancellationToken);
        yield return await load.MeasureAsync(
            "server-side apply, changes", Objects * 10, InFlight, 200, i => Apply($"{ConfigMaps}/ssa{i % Objects}", ConfigMap(i % Objects, $"{i}b")), "merge patch over 1,000 objects", cancellationToken);
        yield return await load.MeasureAsync(
            "server-side apply of Deployments, creates", Objects / 10, InFlight, 201, i => Apply($"{Deployments}/ssa{i}", Suites.Objects.Deployment($"ssa{i}", 0)), cancellationToken: cancellationToken);
        yield return await load.MeasureAsync(
            "server-side apply of Deployments, nothing changed",
            Objects * 5,
            InFlight,
            200,
            i => Apply($"{Deployments}/ssa{i % (Objects / 10)}", Suites.Objects.Deployment($"ssa{i % (Objects / 10)}", 0)),
            "server-side apply, nothing changed",
            cancellationToken);
    }

    private static LoadRequest Apply(string path, byte[] body) => new("PATCH", $"{path}?fieldManager=bench", "application/apply-patch+yaml", body);

    private static byte[] ConfigMap(int number, string value) => System.Text.Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"ssa{{{number}}}","labels":{"app":"bench"}},"data":{"one":"{{{value}}}","two":"2","three":"3"}}""");
}
