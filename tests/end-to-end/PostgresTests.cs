using Orchestrator.EndToEnd.Tests.Harness;
using Orchestrator.Ledger.Tests.Postgres;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>The executable, as it is shipped, over PostgreSQL.</summary>
public sealed class PostgresTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [SkippableFact]
    public async Task A_cluster_has_its_objects_in_PostgreSQL_and_goes_on_with_them_after_it_was_killed()
    {
        Needs.Kubectl();
        var database = await server.CreateDatabaseAsync();
        await using var cluster = await Cluster.StartAsync("--runtime", "simulated", "--nodes", "2", "--store", database);
        await cluster.KubectlAsync("create", "deployment", "web", "--image=any:1", "--replicas=5");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=30s");
        var pods = await PodsAsync(cluster);

        await cluster.KillAsync();
        await cluster.UpAsync();

        (await PodsAsync(cluster)).ShouldBe(pods);
        await cluster.KubectlAsync("scale", "deployment/web", "--replicas=6");
        await cluster.KubectlAsync("wait", "deployment/web", "--for=jsonpath={.status.readyReplicas}=6", "--timeout=30s");
        Directory.EnumerateFiles(cluster.Data, "*.db*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static async Task<string[]> PodsAsync(Cluster cluster) =>
        (await cluster.KubectlAsync("get", "pods", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
