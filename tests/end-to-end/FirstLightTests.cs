using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>The whole path: the real kubectl deploys real containers.</summary>
public sealed class FirstLightTests
{
    [SkippableFact]
    public async Task Kubectl_deploys_scales_updates_rolls_back_and_deletes_and_containers_follow()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();

        await cluster.KubectlAsync("create", "deployment", "web", "--image=hello:1", "--replicas=2");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");
        (await cluster.ContainersAsync()).ShouldBe(["hello:1", "hello:1"]);

        await cluster.KubectlAsync("scale", "deployment/web", "--replicas=4");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");
        (await cluster.ContainersAsync()).ShouldBe(["hello:1", "hello:1", "hello:1", "hello:1"]);

        await cluster.KubectlAsync("scale", "deployment/web", "--replicas=2");
        await cluster.KubectlAsync("set", "image", "deployment/web", "hello=hello:2");
        (await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s")).ShouldContain("successfully rolled out");
        await Eventually.BecomesAsync(() => cluster.ContainersAsync(), images => images is ["hello:2", "hello:2"], TimeSpan.FromSeconds(60));

        await cluster.KubectlAsync("rollout", "undo", "deployment/web");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");
        await Eventually.BecomesAsync(() => cluster.ContainersAsync(), images => images is ["hello:1", "hello:1"], TimeSpan.FromSeconds(60));

        (await cluster.KubectlAsync("get", "pods")).ShouldMatch(@"web-\w+-\w+ +1/1 +Running +0 +");

        await cluster.KubectlAsync("delete", "deployment", "web");
        await Eventually.BecomesAsync(() => cluster.ContainersAsync(all: true), images => images.Count == 0, TimeSpan.FromSeconds(60));
        await Eventually.BecomesAsync(() => cluster.KubectlAsync("get", "pods,replicasets", "-o", "name"), names => names.Length == 0);
    }

    [SkippableFact]
    public async Task Logs_show_what_a_container_wrote()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();

        await cluster.KubectlAsync("run", "talker", "--image=hello:1", "--restart=Never", "--command", "--", "sh", "-c", "echo one; echo two; echo three");
        await cluster.KubectlAsync("wait", "pod/talker", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=60s");

        (await cluster.KubectlAsync("logs", "talker")).ShouldBe("one\ntwo\nthree\n");
        (await cluster.KubectlAsync("logs", "talker", "--tail=1")).ShouldBe("three\n");
        (await cluster.KubectlAsync("logs", "-f", "talker")).ShouldBe("one\ntwo\nthree\n");
        (await cluster.TryKubectlAsync(null, "logs", "nobody")).Errors.ShouldContain("""pods "nobody" not found""");
    }

    [SkippableFact]
    public async Task A_watch_shows_a_pod_on_its_way()
    {
        Needs.Kubectl();
        await using var cluster = await Cluster.StartSimulatedAsync(nodes: 3);

        var watch = cluster.KubectlAsync("get", "pods", "-w", "--output-watch-events", "--request-timeout=5s");
        await Eventually.BecomesAsync(
            () => cluster.KubectlAsync("get", "--raw", "/metrics"),
            metrics => metrics.Split('\n').Any(static line => line.StartsWith("apiserver_longrunning_requests", StringComparison.Ordinal)
                && line.Contains("resource=\"pods\"", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal)));
        await cluster.KubectlAsync("create", "deployment", "web", "--image=any:1", "--replicas=1");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=30s");
        await cluster.KubectlAsync("delete", "deployment", "web");
        var seen = await watch;

        seen.ShouldMatch(@"ADDED +web-\w+-\w+ +0/1 +Pending");
        seen.ShouldMatch(@"MODIFIED +web-\w+-\w+ +1/1 +Running");
        seen.ShouldMatch(@"DELETED +web-\w+-\w+");
    }
}
