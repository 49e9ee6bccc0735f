using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Pki;

namespace Orchestrator.Agent.Tests;

/// <summary>A whole agent with real Docker against a real silo.</summary>
public sealed class AgentHostTests(DockerFixture docker) : IClassFixture<DockerFixture>, IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orchestrator-agent").FullName;
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _silo;
    private Task _agent = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _agent;
        if (_silo is not null)
        {
            await _silo.StopAsync();
            await _silo.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    [SkippableFact]
    public async Task A_pod_of_the_API_runs_in_Docker_follows_its_config_map_and_goes()
    {
        var cluster = docker.NewCluster();
        _silo = SiloHost.Build(new SiloOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        await _silo.StartAsync();
        using var client = new KubeClient(Credentials("kubernetes-admin", "system:masters"));
        var agent = new AgentHost(
            new AgentOptions { NodeName = "here", Credentials = Credentials("system:node:here", "system:nodes"), DataDirectory = Path.Combine(_directory, "agent"), ClusterId = cluster },
            _silo.Services.GetRequiredService<ILoggerFactory>());
        _agent = Task.Run(() => agent.RunAsync(_stopping.Token));
        var node = await UntilAsync(() => client.TryGetAsync<Node>("", "here"), static n => n is not null);
        node!.Status.NodeInfo.ContainerRuntimeVersion.ShouldStartWith("docker://");
        node.Spec.PodCIDR.ShouldNotBeNull();

        await client.CreateAsync(new ConfigMap { Metadata = new() { Name = "settings", Namespace = "default" }, Data = new() { ["color"] = "blue\n" } });
        var pod = TestPods.Shell("web", "cat /config/color; while [ $(cat /config/color) = blue ]; do sleep 0.05; done; cat /config/color; sleep 300");
        pod.Metadata = new() { Name = "web", Namespace = "default" };
        pod.Spec.NodeName = "here";
        pod.Spec.Volumes = [new() { Name = "config", ConfigMap = new() { Name = "settings" } }];
        pod.Spec.Containers[0].VolumeMounts = [new() { Name = "config", MountPath = "/config" }];
        await client.CreateAsync(pod);
        var running = await UntilAsync(() => client.GetAsync<Pod>("default", "web"), static p => p.Status.Conditions?.Exists(static c => c is { Type: "Ready", Status: "True" }) == true);
        running.Status.Phase.ShouldBe("Running");
        running.Status.Conditions!.Count.ShouldBe(5);
        (await client.ListAsync<Event>("default")).Items.Select(static e => e.Reason).ShouldBeSubsetOf(["Pulled", "Created", "Started", "Scheduled", "RegisteredNode"]);

        await client.PatchAsync<ConfigMap>("default", "settings", KubePatch.Merge("""{"data":{"color":"red\n"}}"""));
        await UntilAsync(() => LogAsync(client), static log => log == "blue\nred\n");

        await client.DeleteAsync<Pod>("default", "web");
        await UntilAsync(() => client.TryGetAsync<Pod>("default", "web"), static p => p is null);
        using var engine = new DockerEngine.DockerClient();
        (await engine.Containers.ListAsync(CancellationToken.None, $"orchestrator.io/cluster={cluster}")).ShouldBeEmpty();
    }

    private static async Task<string> LogAsync(KubeClient client)
    {
        await using var log = await client.LogsAsync("default", "web");
        using var text = new StreamReader(log);
        return await text.ReadToEndAsync();
    }

    private KubeCredentials Credentials(string user, params string[] groups)
    {
        var pki = _silo!.Services.GetRequiredService<ClusterPki>();
        var certificate = pki.IssueClient(user, groups);
        return KubeCredentials.FromPem(_silo.Services.GetRequiredService<SiloEndpoint>().Address, pki.AuthorityPem, certificate.CertificatePem, certificate.KeyPem);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
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
