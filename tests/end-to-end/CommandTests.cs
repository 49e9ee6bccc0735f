using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>What cannot be done is said in one line, without a stack trace; what was left behind by a process that died is cleaned up.</summary>
public sealed class CommandTests
{
    private const string Scheduler = "apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n";

    [Theory]
    [InlineData("--nodes must not be negative", "--runtime", "simulated", "--nodes", "-1")]
    [InlineData("with Docker this machine is one node", "--nodes", "2")]
    [InlineData("--node-eviction-rate: 'fast' is not a number, 0 or more, such as 0.1", "--node-eviction-rate", "fast")]
    [InlineData("--secondary-node-eviction-rate: '-1' is not a number, 0 or more, such as 0.1", "--secondary-node-eviction-rate=-1")]
    [InlineData("--unhealthy-zone-threshold: '1.1' is not a number above 0 and at most 1, such as 0.55", "--unhealthy-zone-threshold", "1.1")]
    [InlineData("--large-cluster-size-threshold: '1.5' is not a whole number, 0 or more", "--large-cluster-size-threshold", "1.5")]
    [InlineData("--node-monitor-grace-period: '40' is not a time above 0, such as 40s or 1m30s", "--node-monitor-grace-period", "40")]
    [InlineData("--default-not-ready-toleration-seconds: '5m' is not a whole number, 0 or more", "--default-not-ready-toleration-seconds", "5m")]
    [InlineData("--cluster-cidr: '10.244.0.0' is not a range of addresses, such as 10.244.0.0/16", "--cluster-cidr", "10.244.0.0")]
    [InlineData("--cluster-cidr takes one range, or one of IPv4 and one of IPv6", "--cluster-cidr", "10.244.0.0/16,10.245.0.0/16")]
    [InlineData("a node's range with a prefix of 12 is no part of --cluster-cidr 10.244.0.0/16; choose it with --node-cidr-mask-size", "--cluster-cidr", "10.244.0.0/16", "--node-cidr-mask-size", "12")]
    [InlineData("--node-cidr-mask-size needs --cluster-cidr", "--node-cidr-mask-size", "24")]
    [InlineData("with two ranges, --node-cidr-mask-size-ipv4 and --node-cidr-mask-size-ipv6", "--cluster-cidr", "10.244.0.0/16,fd00::/48", "--node-cidr-mask-size", "64")]
    [InlineData("--scheduler-config /no/such/file: Could not find", "--scheduler-config", "/no/such/file")]
    [InlineData("--store is neither sqlite nor a PostgreSQL connection string", "--runtime", "simulated", "--store", "nonsense")]
    public async Task Options_that_make_no_sense_are_refused(string error, params string[] options)
    {
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-");
        try
        {
            (await FailAsync(["up", "--data", data.FullName, .. options])).ShouldStartWith($"error: {error}");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("kind: Pod", "a KubeSchedulerConfiguration of kubescheduler.config.k8s.io/v1 is expected, not Pod of ")]
    [InlineData("{", "")]
    [InlineData(Scheduler + "profiles: [{plugins: {score: {enabled: [{name: Mine}]}}}]", "profile default-scheduler: plugin \"Mine\" does not exist")]
    [InlineData(Scheduler + "profiles: [{schedulerName: a}, {schedulerName: a}]", "profiles: two of them have the same schedulerName")]
    [InlineData(Scheduler + "profiles: [{pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {type: Best}}}]}]", "scoringStrategy.type: Unsupported value: \"Best\"")]
    [InlineData(Scheduler + "profiles: [{pluginConfig: [{name: InterPodAffinity, args: {hardPodAffinityWeight: heavy}}]}]", "pluginConfig: ")]
    public async Task A_scheduler_that_cannot_be_made_is_an_error_at_the_start(string configuration, string error)
    {
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-");
        try
        {
            var file = Path.Combine(data.FullName, "scheduler.yaml");
            await File.WriteAllTextAsync(file, configuration);
            (await FailAsync(["up", "--runtime", "simulated", "--data", data.FullName, "--listen", $"127.0.0.1:{FreePort()}", "--scheduler-config", file]))
                .ShouldContain($"error: --scheduler-config {file}: {error}");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public async Task The_control_plane_works_as_it_was_asked_to()
    {
        Needs.Kubectl();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Scheduler + "profiles: [{schedulerName: packer}]");
        try
        {
            await using var cluster = await Cluster.StartAsync(
                "--runtime", "simulated", "--nodes", "2", "--scheduler-config", file, "--cluster-cidr", "10.77.0.0/16", "--node-cidr-mask-size", "26",
                "--node-eviction-rate", "1", "--default-not-ready-toleration-seconds", "7");
            await cluster.ApplyAsync("""
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {schedulerName: packer, containers: [{name: c, image: "hello:1"}]}}
                """);
            await cluster.KubectlAsync("wait", "pod/one", "--for=condition=Ready", "--timeout=60s");
            (await cluster.KubectlAsync("get", "pod", "one", "-o", "jsonpath={.spec.tolerations[?(@.key=='node.kubernetes.io/not-ready')].tolerationSeconds}")).ShouldBe("7");
            (await cluster.KubectlAsync("get", "nodes", "-o", "jsonpath={.items[*].spec.podCIDR}")).Split(' ')
                .ShouldAllBe(range => range.StartsWith("10.77.0.", StringComparison.Ordinal) && range.EndsWith("/26", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_used_is_an_error()
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var detach in new[] { "--detach", "--detach=false" })
            {
                (await FailAsync(["up", detach, "--data", file])).ShouldStartWith($"error: the data directory {file} cannot be used: ");
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_an_error()
    {
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-");
        try
        {
            (await FailAsync(["up", "--data", data.FullName, "--listen", $"127.0.0.1:{FreePort()}", "--store", "Host=127.0.0.1;Port=1;Username=nobody"]))
                .ShouldContain("error: cannot open the ledger's database");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public async Task A_cluster_that_runs_keeps_its_directory_and_port_and_stops_when_asked()
    {
        await using var cluster = await Cluster.StartSimulatedAsync(nodes: 1);
        var other = Directory.CreateTempSubdirectory("orchestrator-e2e-");
        try
        {
            (await FailAsync(["up", "--data", cluster.Data])).ShouldStartWith($"error: the cluster in {cluster.Data} is running already (process ");
            foreach (var detach in new[] { "--detach", "--detach=false" })
            {
                (await FailAsync(["up", detach, "--data", other.FullName, "--listen", $"127.0.0.1:{cluster.Port}"]))
                    .ShouldContain($"error: the API cannot be served at 127.0.0.1:{cluster.Port}: Address already in use");
            }
        }
        finally
        {
            other.Delete(recursive: true);
        }

        var started = Stopwatch.GetTimestamp();
        (await cluster.DownAsync()).ShouldStartWith("stopped process ");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10)); // 3 s on a machine that does nothing else
        File.Exists(Path.Combine(cluster.Data, "run.json")).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Down_cleans_up_after_a_process_that_was_killed()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();
        await cluster.KubectlAsync("run", "one", "--image=hello:1");
        await cluster.KubectlAsync("wait", "pod/one", "--for=condition=Ready", "--timeout=60s");

        await cluster.KillAsync();

        (await cluster.DownAsync()).ShouldBe("removed 2 containers\n");
        (await cluster.ContainersAsync(all: true)).ShouldBeEmpty();
        File.Exists(Path.Combine(cluster.Data, "run.json")).ShouldBeFalse();
    }

    // The error, which is one line besides the log's.
    private static async Task<string> FailAsync(string[] arguments)
    {
        var outcome = await Cluster.OrchestratorAsync(arguments);
        outcome.ExitCode.ShouldBe(1);
        outcome.Errors.ShouldNotContain("   at ");
        return outcome.Errors;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
