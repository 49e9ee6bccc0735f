using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Objects;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Objects.Nodes;
using Orchestrator.Grains.Why;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Ledger.Sqlite;
using Orleans;
using Orleans.Hosting;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>A silo with objects, controllers and scheduler on SQLite in a folder of its own, and a kubelet that is played. It can be killed and started again.</summary>
public sealed class ControlPlaneFixture : IAsyncLifetime
{
    /// <summary>How long a condition may take to come true.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("orchestrator-controllers-").FullName;
    private readonly DefaultRoleCheck _roles = new();
    private IHost? _host;
    private Replica? _replica;
    private CuttableLedger? _ledger;

    public IReplica Replica => _replica!;

    public ILedger Ledger => _ledger!;

    public IResourceClient Client => _host!.Services.GetRequiredService<IResourceClientFactory>().For("system:admin");

    internal FakeKubelet Kubelet { get; private set; } = null!;

    /// <summary>The ranges that nodes are given; none unless set before the start.</summary>
    public PodNetwork PodNetwork { get; init; } = new();

    public RecordingLogs Logs { get; } = new();

    /// <summary>What a test adds to the silo, controllers of its own for instance.</summary>
    internal Action<IServiceCollection> Configure { get; init; } = static _ => { };

    internal IServiceProvider Services => _host!.Services;

    internal DefaultRoleCheck Roles => _roles;

    internal IWhy Why => _host!.Services.GetRequiredService<IWhy>();

    internal IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Writes an object past the API, as an older version, or a broken disk, may have left it.</summary>
    internal async Task WriteRawAsync(ObjectKey key, string json)
    {
        var document = Document.Find(Api.Values.RawJson.FromText(json.Replace('\'', '"')).Utf8.ToArray());
        var result = await _ledger!.CommitAsync([new Mutation(ChangeType.Created, key, 0, document)], CancellationToken.None);
        await Replica.WaitForAsync(result.Records[0].Revision, CancellationToken.None);
    }

    internal Task<ControllerReport> ExplainAsync(string controller, ObjectKey key) =>
        Grains.GetGrain<IControllerGrain>(new ControllerKey(controller, key).ToString()).ExplainAsync();

    public async Task InitializeAsync()
    {
        await StartAsync();
        await Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "default" } }, CancellationToken.None);
    }

    public async Task StartAsync()
    {
        var kinds = KindRegistry.BuiltIn();
        BuiltInStrategies.Attach(kinds);
        _ledger = new CuttableLedger(SqliteLedger.Open(Path.Combine(_folder, "ledger.db")));
        _replica = new Replica(_ledger, NullLogger<Replica>.Instance);
        var host = Host.CreateDefaultBuilder();
        host.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(Logs));
        host.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            silo.Services.AddSingleton(kinds);
            silo.Services.AddSingleton<ILedger>(_ledger);
            silo.Services.AddSingleton<IReplica>(_replica);
            silo.Services.AddObjectGrains(pods: PodNetwork);
            silo.Services.AddSingleton(_roles).AddSingleton<IResourceClientFactory, CheckedClients>();
        });
        host.ConfigureServices(services =>
        {
            Configure(services);
            services.AddControllerGrains();
        });
        _host = host.Build();

        // As in a silo: hosted services are made before the replica is loaded.
        _ = _host.Services.GetServices<IHostedService>().ToList();
        await _replica.StartAsync(CancellationToken.None);
        await _host.StartAsync();
        Kubelet = new FakeKubelet(_replica, _host.Services.GetRequiredService<IResourceClientFactory>().For("system:node:fake"));
    }

    /// <summary>From this moment on nothing that the silo does reaches the disk, as if its process had been killed; then what is left of it is cleared away.</summary>
    public async Task KillAsync()
    {
        _ledger!.Cut();
        await StopAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
        _roles.Missing.ShouldBeEmpty("controllers did what silo/Authorization/Defaults/default-roles.txt does not allow them");
    }

    /// <summary>Lets a controller look at an object as often as it can, several times at once, until disposed: as if it had several activations.</summary>
    internal CompetingLooks Compete(string controller, ObjectKey key, int count) =>
        new(_host!.Services.GetRequiredService<ControllerRegistry>().Get(controller), key, count);

    /// <summary>Waits until the condition holds; it is looked at after every change.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var revision = Replica.Revision;
            if (condition())
            {
                return;
            }

            try
            {
                await Replica.WaitForAsync(revision + 1, patience.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"it did not come to this in {Patience}: {what}\n{Logs}\n{Describe()}", late);
            }
        }
    }

    public async Task AddNodesAsync(int count, string prefix = "node-", string cpu = "32", Action<Node>? also = null)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => MakeNodeAsync($"{prefix}{i}", cpu, also)));
        await UntilAsync(() => Enumerable.Range(0, count).All(i => TakesPods($"{prefix}{i}")), "all nodes take pods");
    }

    public async Task AddNodeAsync(string name, string cpu = "32", Action<Node>? also = null)
    {
        await MakeNodeAsync(name, cpu, also);
        await UntilAsync(() => TakesPods(name), "the node takes pods");
    }

    /// <summary>A node is made with a taint, which the node lifecycle controller takes off when it is ready.</summary>
    private bool TakesPods(string name) =>
        Replica.Get(KnownResources.Nodes.Key(null, name))!.As<Node>().Spec.Taints?.Exists(taint => taint.Key == "node.kubernetes.io/not-ready") != true;

    private async Task MakeNodeAsync(string name, string cpu, Action<Node>? also)
    {
        var node = new Node { Metadata = new ObjectMeta { Name = name, Labels = new() { ["kubernetes.io/hostname"] = name } } };
        also?.Invoke(node);
        await Client.CreateAsync(node, CancellationToken.None);
        await SetReadyAsync(name, "True", cpu);
    }

    /// <summary>Sets a node's condition Ready, as its grain does.</summary>
    public async Task SetReadyAsync(string name, string status, string cpu = "32")
    {
        var node = Replica.Get(KnownResources.Nodes.Key(null, name))!.Copy<Node>();
        node.Metadata.ResourceVersion = null;
        node.Status.Allocatable = new() { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse("64Gi"), ["pods"] = Quantity.Parse("110") };
        node.Status.Capacity = node.Status.Allocatable;
        node.Status.Conditions = [new NodeCondition { Type = "Ready", Status = status, Reason = "Test" }];
        await Client.UpdateStatusAsync(node, CancellationToken.None);
    }

    public async Task<string> NamespaceAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var name = test.Replace('_', '-').ToLowerInvariant();
        name = name[..Math.Min(50, name.Length)].TrimEnd('-');
        await Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = name } }, CancellationToken.None);
        return name;
    }

    internal T? Find<T>(GroupResource resource, string? ns, string name)
        where T : class, IKubeObject, IJsonModel<T> => Replica.Get(resource.Key(ns, name))?.As<T>();

    internal List<T> All<T>(GroupResource resource, string? ns)
        where T : class, IKubeObject, IJsonModel<T> => [.. Replica.List(resource).In(ns).Select(entry => entry.As<T>())];

    public List<Pod> Pods(string ns) => All<Pod>(KnownResources.Pods, ns);

    /// <summary>A merge patch, in single quotes for short.</summary>
    public Task PatchAsync(ObjectKey key, string patch, string subresource = "") =>
        Client.PatchAsync(key, System.Text.Encoding.UTF8.GetBytes(patch.Replace('\'', '"')), subresource, CancellationToken.None);

    /// <summary>What is there, for the message of a test that fails.</summary>
    private string Describe()
    {
        var text = new System.Text.StringBuilder();
        foreach (var resource in (GroupResource[])[KnownResources.Deployments, KnownResources.ReplicaSets, KnownResources.Pods, KnownResources.Nodes])
        {
            var all = Replica.List(resource);
            text.Append(resource).Append(": ").Append(all.Count).Append('\n');
            foreach (var entry in all.TakeLast(3))
            {
                text.Append(System.Text.Encoding.UTF8.GetString(entry.Json.Span)).Append('\n');
            }
        }

        return text.ToString();
    }

    private async Task StopAsync()
    {
        if (_host is null)
        {
            return;
        }

        await Kubelet.DisposeAsync();
        await _host.StopAsync();
        _host.Dispose();
        _host = null;
        await _replica!.DisposeAsync();
        await _ledger!.DisposeAsync();
    }
}
