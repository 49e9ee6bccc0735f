using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent;
using Orchestrator.Cli.Commands;
using Orchestrator.Client;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Ledger.Contract;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Pki;

namespace Orchestrator.Cli.Running;

/// <summary>Control plane and nodes in this process. The nodes talk to the API over HTTPS like any other.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly WebApplication _silo;
    private readonly AgentHost? _agent;

    private LocalCluster(WebApplication silo, AgentHost? agent)
    {
        _silo = silo;
        _agent = agent;
    }

    /// <summary>The API's address.</summary>
    public Uri Server => _silo.Services.GetRequiredService<SiloEndpoint>().Address;

    /// <summary>Starts the control plane; returns when it serves.</summary>
    public static async Task<LocalCluster> StartAsync(UpOptions options, CancellationToken cancellationToken)
    {
        RequireFree(options.Listen);
        var silo = Build(options);
        await silo.StartAsync(cancellationToken);
        await silo.Services.GetRequiredService<SiloReadiness>().Ready.WaitAsync(cancellationToken);
        return new LocalCluster(silo, options.Nodes == 0 ? null : CreateAgent(silo.Services, options));
    }

    /// <summary>Runs the nodes until the process is asked to stop, and then stops the control plane. Containers run on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var lifetime = _silo.Services.GetRequiredService<IHostApplicationLifetime>();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await (_agent?.RunAsync(stopping.Token) ?? Task.Delay(Timeout.Infinite, stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // asked to stop
        }

        await _silo.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    // Asked first, for a server that fails to bind has already started half of itself.
    private static void RequireFree(IPEndPoint listen)
    {
        try
        {
            using var listener = new TcpListener(listen);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new CommandException($"the API cannot be served at {listen}: {e.Message}; choose another address with --listen");
        }
    }

    private static WebApplication Build(UpOptions options)
    {
        try
        {
            var silo = SiloHost.Build(options.ControlPlane.ApplyTo(new SiloOptions
            {
                DataDirectory = options.Data.Path,
                Listen = options.Listen,
                Store = options.Store,
                KubeconfigPath = options.Kubeconfig,
            }));
            silo.Services.CheckSchedulerConfiguration();
            return silo;
        }
        catch (FormatException e) when (options.ControlPlane.SchedulerFile is { } file)
        {
            throw new CommandException($"--scheduler-config {file}: {e.Message}");
        }
        catch (LedgerUnavailableException e)
        {
            throw new CommandException(e.Message);
        }
        catch (ArgumentException e) when (options.Store != "sqlite")
        {
            throw new CommandException($"--store is neither sqlite nor a PostgreSQL connection string: {e.Message}"); // without its text: it may hold a password
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CommandException($"the data directory {options.Data.Path} cannot be used: {e.Message}");
        }
    }

    private static AgentHost CreateAgent(IServiceProvider services, UpOptions options)
    {
        var name = options.Runtime == NodeRuntime.Simulated ? "node" : Environment.MachineName.ToLowerInvariant();
        var pki = services.GetRequiredService<ClusterPki>();
        var certificate = options.Nodes > 1 ? pki.IssueNodeHost(name) : pki.IssueNode(name);
        var agent = new AgentOptions
        {
            NodeName = name,
            Credentials = KubeCredentials.FromPem(services.GetRequiredService<SiloEndpoint>().Address, pki.AuthorityPem, certificate.CertificatePem, certificate.KeyPem),
            DataDirectory = options.Data.Agents,
            ClusterId = options.Data.ClusterId(),
            Runtime = options.Runtime == NodeRuntime.Simulated ? AgentRuntime.Simulated : AgentRuntime.Docker,
            SimulatedNodes = options.Nodes,
            DockerSocket = DockerHost.Socket(),
        };
        return new AgentHost(agent, services.GetRequiredService<ILoggerFactory>());
    }
}
