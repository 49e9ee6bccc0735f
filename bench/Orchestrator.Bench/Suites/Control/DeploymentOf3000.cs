using System.Runtime.CompilerServices;
using System.Text;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Harness.Growth;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites.Control;

/// <summary>A Deployment is created with 3,000 replicas, rolled out anew, and taken down to nothing.</summary>
internal static class DeploymentOf3000
{
    private const int Replicas = 3_000;
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, int nodes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var counter = new ObjectCounter(server.Target);
        await server.WriteAsync(201, new LoadRequest("POST", Deployments, "application/json", Objects.Deployment("web", 1)), cancellationToken);
        await counter.AllBoundAsync(1, Patience, cancellationToken);
        await PatchAsync(server, """{"spec":{"replicas":0}}""", cancellationToken);
        await counter.AllBoundAsync(0, Patience, cancellationToken);

        yield return await TimeAsync(server, nodes, "Deployment 0 to 3,000 bound", new Goal(5), """{"spec":{"replicas":3000}}""", () => counter.AllBoundAsync(Replicas, Patience, cancellationToken), cancellationToken);
        await counter.DeploymentCompleteAsync("web", Patience, cancellationToken);
        yield return await TimeAsync(
            server, nodes, "rolling update of 3,000", null, """{"spec":{"template":{"metadata":{"annotations":{"v":"2"}}}}}""", () => counter.DeploymentCompleteAsync("web", Patience, cancellationToken), cancellationToken);
        yield return await TimeAsync(server, nodes, "Deployment 3,000 to 0 gone", null, """{"spec":{"replicas":0}}""", () => counter.AllBoundAsync(0, Patience, cancellationToken), cancellationToken);
    }

    private static async Task<Measurement> TimeAsync(
        ServerUnderTest server, int nodes, string name, Goal? goal, string patch, Func<Task> done, CancellationToken cancellationToken)
    {
        var clock = new Stopclock(server.ProcessId);
        await PatchAsync(server, patch, cancellationToken);
        await done();
        var measured = clock.Stop($"{name}, {nodes:N0} nodes", Replicas, note: server.Resident);

        // the goal is set for a cluster of a thousand nodes
        return measured with { Point = new GrowthPoint(name, nodes, measured.Elapsed.TotalSeconds, "s", nodes == 1_000 ? goal : null) };
    }

    private static Task<Measurement> PatchAsync(ServerUnderTest server, string patch, CancellationToken cancellationToken) =>
        server.WriteAsync(200, new LoadRequest("PATCH", $"{Deployments}/web", "application/merge-patch+json", Encoding.UTF8.GetBytes(patch)), cancellationToken);
}
