using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>A cluster run by the real executable, with its own data directory and port, and a kubectl that talks to it.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly string[] _options;
    private readonly int _port;

    private Cluster(string data, int port, string[] options)
    {
        Data = data;
        _port = port;
        _options = options;
    }

    /// <summary>The data directory.</summary>
    public string Data { get; }

    /// <summary>The port of its API on the loopback address.</summary>
    public int Port => _port;

    /// <summary>The id by which this cluster's containers and networks are labelled.</summary>
    public string Id => File.ReadAllText(Path.Combine(Data, "cluster-id")).Trim();

    /// <summary>The executable under test.</summary>
    public static string Executable => Environment.GetEnvironmentVariable("ORCHESTRATOR") ?? Path.Combine(AppContext.BaseDirectory, "orchestrator");

    /// <summary>Starts a cluster with one Docker node.</summary>
    public static Task<Cluster> StartDockerAsync() => StartAsync("--runtime", "docker");

    /// <summary>Starts a cluster with simulated nodes.</summary>
    public static Task<Cluster> StartSimulatedAsync(int nodes) => StartAsync("--runtime", "simulated", "--nodes", $"{nodes}");

    /// <summary>Runs the executable with any arguments, and returns how it ended.</summary>
    public static Task<CommandLine.Outcome> OrchestratorAsync(params string[] arguments) => CommandLine.RunAsync(Executable, arguments);

    /// <summary>Starts the cluster (again), detached; returns when it serves.</summary>
    public async Task UpAsync() =>
        (await OrchestratorAsync(["up", "--detach", "--data", Data, "--listen", $"127.0.0.1:{_port}", .. _options])).Succeeded();

    /// <summary>Stops it and removes what it left on the machine.</summary>
    public async Task<string> DownAsync() => (await OrchestratorAsync(["down", "--data", Data])).Succeeded();

    /// <summary>Kills the process as a power failure would.</summary>
    public async Task KillAsync()
    {
        using var state = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Data, "run.json")));
        using var process = Process.GetProcessById(state.RootElement.GetProperty("processId").GetInt32());
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Runs kubectl and returns its output; fails when kubectl does.</summary>
    public async Task<string> KubectlAsync(params string[] arguments) => (await TryKubectlAsync(null, arguments)).Succeeded();

    /// <summary>Creates what a manifest describes.</summary>
    public async Task ApplyAsync(string manifest) => (await TryKubectlAsync(manifest, "apply", "-f", "-")).Succeeded();

    /// <summary>Runs kubectl with something on its standard input, and returns how it ended.</summary>
    public Task<CommandLine.Outcome> TryKubectlAsync(string? input, params string[] arguments) =>
        CommandLine.RunAsync("kubectl", ["--kubeconfig", Path.Combine(Data, "kubeconfig"), .. arguments], input: input);

    /// <summary>What Docker says of this cluster's containers, without the sandboxes: their images unless another format is asked for.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(bool all = false, string format = "{{.Image}}")
    {
        var output = (await CommandLine.RunAsync(
            "docker",
            [
                "ps", "--no-trunc", all ? "--all" : "--all=false", "--format", format,
                "--filter", $"label=orchestrator.io/cluster={Id}", "--filter", "label=io.kubernetes.docker.type=container",
            ])).Succeeded();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>Starts a cluster with any options.</summary>
    public static async Task<Cluster> StartAsync(params string[] options)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var cluster = new Cluster(Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName, port, options);
        await cluster.UpAsync();
        return cluster;
    }
}
