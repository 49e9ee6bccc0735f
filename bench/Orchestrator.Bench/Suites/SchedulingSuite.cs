using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites;

/// <summary>Pods onto 1,000 simulated nodes, which report their status as real agents do. CPU is that of control plane and nodes together.</summary>
internal sealed class SchedulingSuite : IBenchSuite
{
    private const int Nodes = 1_000;
    private const string Namespaced = "namespaces/default";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Name => "scheduling";

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string created = "create 10,000 Pods";
        const int pods = 10_000;
        await using (var server = await ServerUnderTest.StartAsync(Nodes, cancellationToken))
        {
            using var counter = new ObjectCounter(server.Target);
            var clock = new Stopclock(server.ProcessId);
            yield return await server.Load.MeasureAsync(
                created, pods, 64, 201, i => new LoadRequest("POST", $"/api/v1/{Namespaced}/pods", "application/json", Objects.Pod($"p{i}")), cancellationToken: cancellationToken);
            await counter.AllBoundAsync(pods, Patience, cancellationToken);
            yield return clock.Stop($"create and bind 10,000 Pods on {Nodes:N0} nodes", pods, created, note: server.Resident);
        }

        await using (var server = await ServerUnderTest.StartAsync(Nodes, cancellationToken))
        {
            const int replicas = 3_000;
            using var counter = new ObjectCounter(server.Target);
            await server.WriteAsync(201, new LoadRequest("POST", $"/apis/apps/v1/{Namespaced}/deployments", "application/json", Objects.Deployment("web", 1)), cancellationToken);
            await counter.AllBoundAsync(1, Patience, cancellationToken);
            var clock = new Stopclock(server.ProcessId);
            var scale = System.Text.Encoding.UTF8.GetBytes($$$"""{"spec":{"replicas":{{{replicas}}}}}""");
            await server.WriteAsync(200, new LoadRequest("PATCH", $"/apis/apps/v1/{Namespaced}/deployments/web", "application/merge-patch+json", scale), cancellationToken);
            await counter.AllBoundAsync(replicas, Patience, cancellationToken);
            yield return clock.Stop($"Deployment from 1 to 3,000 bound on {Nodes:N0} nodes", replicas - 1, created, note: server.Resident);
        }
    }
}
