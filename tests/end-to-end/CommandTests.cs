using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>What cannot be done is said in one line, without a stack trace; what was left behind by a process that died is cleaned up.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("--nodes must not be negative", "--runtime", "simulated", "--nodes", "-1")]
    [InlineData("with Docker this machine is one node", "--nodes", "2")]
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
