using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Harness.Growth;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites.Control;

/// <summary>A cluster with 10,000 running pods in which nothing happens: heartbeats of nodes are all that goes on.</summary>
internal static class IdleCluster
{
    private const int Pods = 10_000;
    private const int Deployments = 10;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, int nodes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string path = "/apis/apps/v1/namespaces/default/deployments";
        using var counter = new ObjectCounter(server.Target);
        for (var i = 0; i < Deployments; i++)
        {
            await server.WriteAsync(201, new LoadRequest("POST", path, "application/json", Objects.Deployment($"web-{i}", Pods / Deployments)), cancellationToken);
        }

        await counter.AllBoundAsync(Pods, Patience, cancellationToken);
        for (var i = 0; i < Deployments; i++)
        {
            await counter.DeploymentCompleteAsync($"web-{i}", Patience, cancellationToken);
        }

        await Task.Delay(Settle, cancellationToken);
        var clock = new Stopclock(server.ProcessId);
        await Task.Delay(Watch, cancellationToken);
        var measured = clock.Stop($"idle, {Pods:N0} pods, {nodes:N0} nodes", (long)Watch.TotalSeconds, note: server.Resident);
        var percent = measured.Cpu / measured.Elapsed * 100;
        yield return measured with { Point = new GrowthPoint("idle, 10,000 pods", nodes, percent, "% of a core", nodes == 1_000 ? new Goal(5) : null) };
    }
}
