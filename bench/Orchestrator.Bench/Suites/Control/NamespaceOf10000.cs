using System.Runtime.CompilerServices;
using System.Text;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Harness.Growth;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites.Control;

/// <summary>A namespace with 10,000 objects, running pods among them, is deleted: from the request to the moment when it is gone.</summary>
internal static class NamespaceOf10000
{
    private const string Name = "doomed";
    private const string Namespaces = "/api/v1/namespaces";
    private const int ConfigMaps = 8_998;
    private const int Pods = 1_000; // with their Deployment and its ReplicaSet
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, int nodes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var counter = new ObjectCounter(server.Target);
        await server.WriteAsync(201, new LoadRequest("POST", Namespaces, "application/json", Encoding.UTF8.GetBytes($$$"""{"metadata":{"name":"{{{Name}}}"}}""")), cancellationToken);
        await server.WriteAsync(201, new LoadRequest("POST", $"/apis/apps/v1/namespaces/{Name}/deployments", "application/json", Objects.Deployment("web", Pods)), cancellationToken);
        await server.Load.MeasureAsync(
            "config maps", ConfigMaps, 64, 201, i => new LoadRequest("POST", $"{Namespaces}/{Name}/configmaps", "application/json", Objects.ConfigMap($"c{i}")), cancellationToken: cancellationToken);
        await counter.RunningAsync(Name, Pods, Patience, cancellationToken);

        var before = (int)await counter.CountAsync("api/v1/namespaces", cancellationToken);
        var clock = new Stopclock(server.ProcessId);
        await server.WriteAsync(200, new LoadRequest("DELETE", $"{Namespaces}/{Name}"), cancellationToken);
        await counter.CountIsAsync("api/v1/namespaces", before - 1, Patience, cancellationToken);
        var measured = clock.Stop($"namespace of 10,000 gone, {nodes:N0} nodes", ConfigMaps + Pods + 2, note: server.Resident);
        yield return measured with { Point = new GrowthPoint("namespace of 10,000 gone", nodes, measured.Elapsed.TotalSeconds, "s", new Goal(15)) };
    }
}
