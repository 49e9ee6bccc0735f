using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Pki;

namespace Orchestrator.Silo.Tests.Agents;

/// <summary>A silo, an agent of simulated nodes, and a client: the path of a pod from its creation to its end.</summary>
public sealed class AgentConnectionTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orchestrator-silo").FullName;
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _silo;
    private KubeClient? _client;
    private Task _agent = Task.CompletedTask;

    private KubeClient Client => _client!;

    public async Task InitializeAsync()
    {
        _silo = SiloHost.Build(new SiloOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        await _silo.StartAsync();
        _client = new KubeClient(Credentials("kubernetes-admin", "system:masters"));
    }

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _agent;
        Client.Dispose();
        await _silo!.StopAsync();
        await _silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_pod_runs_on_a_simulated_node_shows_its_log_and_is_deleted()
    {
        StartAgent("system:node:host", nodes: 3);
        var node = await UntilAsync(async () => await Client.TryGetAsync<Node>("", "sim-2"), static n => n is not null);
        node!.Status.Conditions!.Find(static c => c.Type == "Ready")!.Status.ShouldBe("True");
        node.Status.Capacity!["pods"].Value().ShouldBe(110);
        node.Metadata.Labels!["kubernetes.io/hostname"].ShouldBe("sim-2");

        await Client.CreateAsync(Pod("web", "sim-2"));
        var pod = await UntilAsync(() => Client.GetAsync<Pod>("default", "web"), static p => p.Status.Phase == "Running");
        pod.Status.PodIP.ShouldNotBeNull();
        pod.Status.Conditions!.Find(static c => c.Type == "Ready")!.Status.ShouldBe("True");

        await using (var log = await Client.LogsAsync("default", "web"))
        using (var text = new StreamReader(log))
        {
            (await text.ReadToEndAsync()).ShouldBe("this pod is simulated\n");
        }

        await Client.DeleteAsync<Pod>("default", "web");
        await UntilAsync(() => Client.TryGetAsync<Pod>("default", "web"), static p => p is null);
    }

    [Fact]
    public async Task A_node_may_speak_only_for_itself()
    {
        StartAgent("system:node:other", nodes: 1, mayHostAny: false);
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await Client.TryGetAsync<Node>("", "sim")).ShouldBeNull();
    }

    [Fact]
    public async Task A_watch_says_what_is_there_and_then_what_changes()
    {
        await Client.CreateAsync(new ConfigMap { Metadata = new() { Name = "a", Namespace = "default" } });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var events = new List<string>();
        await foreach (var e in Client.WatchAsync<ConfigMap>("default", new() { FieldSelector = "metadata.name=a" }, limit.Token))
        {
            events.Add(e.Object is null ? $"{e.Type}" : $"{e.Type} {e.Object.Data?.GetValueOrDefault("k")}");
            switch (e.Type)
            {
                case WatchEventType.Synchronized:
                    await Client.PatchAsync<ConfigMap>("default", "a", KubePatch.Merge("""{"data":{"k":"v"}}"""));
                    break;
                case WatchEventType.Modified:
                    await Client.DeleteAsync<ConfigMap>("default", "a");
                    break;
                default:
                    break;
            }

            if (e.Type == WatchEventType.Deleted)
            {
                break;
            }
        }

        events.ShouldBe(["Added ", "Synchronized", "Modified v", "Deleted v"]);
        (await Should.ThrowAsync<KubeException>(() => Client.GetAsync<ConfigMap>("default", "a"))).Reason.ShouldBe("NotFound");
    }

    private static Pod Pod(string name, string node) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new() { NodeName = node, TerminationGracePeriodSeconds = 1, Containers = [new() { Name = "main", Image = "image:1" }] },
    };

    private void StartAgent(string user, int nodes, bool mayHostAny = true)
    {
        var agent = new AgentHost(
            new AgentOptions
            {
                NodeName = "sim",
                Credentials = Credentials(user, mayHostAny ? [AgentPaths.NodesGroup, AgentPaths.NodeHostsGroup] : [AgentPaths.NodesGroup]),
                DataDirectory = Path.Combine(_directory, "agent"),
                ClusterId = "test",
                Runtime = AgentRuntime.Simulated,
                SimulatedNodes = nodes,
            },
            NullLoggerFactory.Instance);
        _agent = Task.Run(() => agent.RunAsync(_stopping.Token));
    }

    private KubeCredentials Credentials(string user, params string[] groups)
    {
        var pki = _silo!.Services.GetRequiredService<ClusterPki>();
        var certificate = pki.IssueClient(user, groups);
        return KubeCredentials.FromPem(_silo.Services.GetRequiredService<SiloEndpoint>().Address, pki.AuthorityPem, certificate.CertificatePem, certificate.KeyPem);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
