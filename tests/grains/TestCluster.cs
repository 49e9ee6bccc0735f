using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Grains.Objects;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Ledger.Sqlite;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orchestrator.Grains.Tests;

/// <summary>
/// A silo in this process, with everything real: SQLite in a folder of its own, the replica, all kinds and their strategies. The namespace <c>default</c> exists, with its service account.
/// Use it as a class fixture, or derive from it to add services.
/// </summary>
public class TestCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orchestrator-grains-").FullName;
    private IHost? _host;
    private Replica? _replica;

    /// <summary>The way to the grains.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>The ledger, through which the grains write.</summary>
    public ILedger Ledger => Faults;

    /// <summary>The same ledger, to break it.</summary>
    public FaultyLedger Faults { get; private set; } = null!;

    /// <summary>The replica.</summary>
    public IReplica Replica => _replica!;

    /// <summary>The kinds.</summary>
    public KindRegistry Kinds { get; } = KindRegistry.BuiltIn();

    /// <summary>A typed client.</summary>
    public IResourceClient Client => Services.GetRequiredService<IResourceClientFactory>().For("system:admin");

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => _host!.Services;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        BuiltInStrategies.Attach(Kinds);
        Faults = new FaultyLedger(SqliteLedger.Open(Path.Combine(_folder, "ledger.db")));
        _replica = new Replica(Faults, NullLogger<Replica>.Instance);
        await _replica.StartAsync(CancellationToken.None);

        var host = Host.CreateDefaultBuilder();
        host.ConfigureLogging(logging => logging.ClearProviders());
        host.UseOrleans(silo =>
        {
            // Real silos listen, and tests run side by side.
            silo.UseLocalhostClustering(gatewayPort: 0);
            silo.Configure<EndpointOptions>(static endpoint => endpoint.SiloListeningEndpoint = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
            silo.Services.AddSingleton(Kinds);
            silo.Services.AddSingleton<ILedger>(Faults);
            silo.Services.AddSingleton<IReplica>(_replica);
            silo.Services.AddObjectGrains();
            Configure(silo.Services);
        });
        _host = host.Build();
        await _host.StartAsync();
        (await Namespace("default").CreateAsync()).Expect(201);

        // No controller runs here to make it.
        (await Subject("serviceaccounts", "default", "default").CreateAsync()).Expect(201);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        if (_replica is not null)
        {
            await _replica.DisposeAsync();
        }

        await Faults.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An object in a namespace.</summary>
    public Subject Subject(string resource, string name, string ns, string group = "", string version = "v1") =>
        new(this, new ObjectKey(group, resource, ns, name), version);

    /// <summary>A config map in <c>default</c>.</summary>
    public Subject ConfigMap(string name) => Subject("configmaps", name, "default");

    /// <summary>A config map in <c>default</c>, created.</summary>
    public async Task<Subject> ExistingConfigMapAsync(string name)
    {
        var subject = ConfigMap(name);
        (await subject.CreateAsync()).Expect(201);
        return subject;
    }

    /// <summary>A pod in <c>default</c>.</summary>
    public Subject Pod(string name) => Subject("pods", name, "default");

    /// <summary>A service in <c>default</c>.</summary>
    public Subject Service(string name) => Subject("services", name, "default");

    /// <summary>A deployment in <c>default</c>.</summary>
    public Subject Deployment(string name) => Subject("deployments", name, "default", "apps");

    /// <summary>A lease in <c>default</c>.</summary>
    public Subject Lease(string name) => Subject("leases", name, "default", "coordination.k8s.io");

    /// <summary>A namespace.</summary>
    public Subject Namespace(string name) => Subject("namespaces", name, "");

    /// <summary>The object that stands for a cluster IP.</summary>
    public Subject IPAddress(string address) => Subject("ipaddresses", address, "", "networking.k8s.io");

    /// <summary>Adds services to the silo.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }
}
