using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>The process is killed, and started again on the same data.</summary>
public sealed class FaultTests
{
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(600)]
    public async Task A_deployment_survives_a_kill_at_any_moment(int millisecondsUntilKill)
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();

        await cluster.KubectlAsync("create", "deployment", "web", "--image=hello:1", "--replicas=5");
        await Task.Delay(millisecondsUntilKill); // the moment of the kill is the test's input, not something awaited
        await cluster.KillAsync();
        await cluster.UpAsync();
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");

        (await cluster.KubectlAsync("get", "pods", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5);
        (await cluster.KubectlAsync("get", "replicasets", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        await Eventually.BecomesAsync(() => cluster.ContainersAsync(all: true), images => images.Count == 5);
    }

    [SkippableFact]
    public async Task Containers_run_on_while_the_control_plane_is_away_and_are_adopted_afterwards()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();
        await cluster.KubectlAsync("create", "deployment", "web", "--image=hello:1", "--replicas=3");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");
        var before = await ContainerIdsAsync(cluster);

        await cluster.KillAsync();
        (await ContainerIdsAsync(cluster)).ShouldBe(before);
        await cluster.UpAsync();
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");

        (await ContainerIdsAsync(cluster)).ShouldBe(before);
        (await cluster.KubectlAsync("get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[*].restartCount}")).ShouldBe("0 0 0");
    }

    private static async Task<IEnumerable<string>> ContainerIdsAsync(Cluster cluster) =>
        (await cluster.ContainersAsync(format: "{{.ID}}")).Order(StringComparer.Ordinal);
}
