using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>Clusters with different data directories and ports live side by side on one machine.</summary>
public sealed class SeveralClustersTests
{
    [SkippableFact]
    public async Task Two_clusters_do_not_touch_each_other_and_down_leaves_nothing()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var one = await Cluster.StartDockerAsync();
        var two = await Cluster.StartDockerAsync();
        var other = two.Id;
        foreach (var cluster in new[] { one, two })
        {
            await cluster.KubectlAsync("create", "deployment", "web", "--image=hello:1", "--replicas=2");
            await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");
        }

        await two.DisposeAsync();

        (await one.ContainersAsync()).Count.ShouldBe(2);
        (await LeftOverAsync("ps", "--all", other)).ShouldBeEmpty();
        (await LeftOverAsync("network", "ls", other)).ShouldBeEmpty();
    }

    private static async Task<string> LeftOverAsync(string command, string option, string cluster) =>
        (await CommandLine.RunAsync("docker", [command, option, "--quiet", "--filter", $"label=orchestrator.io/cluster={cluster}"])).Succeeded();
}
