using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>kubectl follows, lists, undoes and restarts the rollouts of stateful sets and daemon sets as it does those of deployments.</summary>
public sealed class RolloutTests
{
    private const string Manifest = """
        apiVersion: apps/v1
        kind: KIND
        metadata: {name: web, annotations: {kubernetes.io/change-cause: first}}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: main, image: "main:1", resources: {requests: {cpu: 1m}}}]}
        """;

    [SkippableTheory]
    [InlineData("StatefulSet", "statefulset/web", 3, "partitioned roll out complete|rolling update complete 3 pods")]
    [InlineData("DaemonSet", "daemonset/web", 3, "successfully rolled out")]
    public async Task Kubectl_manages_rollouts(string kind, string name, int pods, string done)
    {
        Needs.Kubectl();
        await using var cluster = await Cluster.StartSimulatedAsync(nodes: pods);
        await cluster.ApplyAsync(Manifest.Replace("KIND", kind) + (kind == "StatefulSet" ? $"\n  replicas: {pods}\n  serviceName: web" : ""));
        (await RolloutAsync("status")).ShouldMatch(done);
        (await cluster.KubectlAsync("get", "pods", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(pods);

        await cluster.KubectlAsync("annotate", name, "--overwrite", "kubernetes.io/change-cause=second");
        await cluster.KubectlAsync("set", "image", name, "main=main:2");
        (await RolloutAsync("status")).ShouldMatch(done);
        (await ImagesAsync()).ShouldBe(Enumerable.Repeat("main:2", pods));
        (await RolloutAsync("history")).ShouldMatch(@"1 +first\n2 +second");
        (await RolloutAsync("history", "--revision=1")).ShouldContain("main:1");

        (await RolloutAsync("undo")).ShouldContain("rolled back");
        (await RolloutAsync("status")).ShouldMatch(done);
        (await ImagesAsync()).ShouldBe(Enumerable.Repeat("main:1", pods));
        (await RolloutAsync("history")).ShouldMatch(@"2 +second\n3 +first");

        (await RolloutAsync("undo", "--to-revision=2")).ShouldContain("rolled back");
        (await RolloutAsync("status")).ShouldMatch(done);
        (await ImagesAsync()).ShouldBe(Enumerable.Repeat("main:2", pods));

        (await RolloutAsync("restart")).ShouldContain("restarted");
        (await RolloutAsync("status")).ShouldMatch(done);
        (await cluster.KubectlAsync("get", "pods", "-o", "yaml")).ShouldContain("kubectl.kubernetes.io/restartedAt");
        (await cluster.KubectlAsync("get", "controllerrevisions")).ShouldMatch($@"web-\w+ +{kind.ToLowerInvariant()}\.apps/web +5 ");

        await cluster.KubectlAsync("delete", name);
        await Eventually.BecomesAsync(() => cluster.KubectlAsync("get", "pods,controllerrevisions", "-o", "name"), names => names.Length == 0);

        Task<string> RolloutAsync(string verb, params string[] more) =>
            cluster.KubectlAsync(["rollout", verb, name, .. more, .. verb == "status" ? ["--timeout=60s"] : (string[])[]]);

        async Task<string[]> ImagesAsync() => (await cluster.KubectlAsync("get", "pods", "-o", "jsonpath={.items[*].spec.containers[*].image}")).Split(' ');
    }
}
