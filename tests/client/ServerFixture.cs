using System.Net;
using Microsoft.AspNetCore.Builder;
using Orchestrator.Client.Kubeconfigs;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Client.Tests;

/// <summary>One server for all tests, reached through the kubeconfig that it writes.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("client-tests-");
    private WebApplication? _silo;

    public string KubeconfigPath => Path.Combine(_data.FullName, "kubeconfig");

    public KubeClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _silo = SiloHost.Build(new SiloOptions { DataDirectory = _data.FullName, Listen = new IPEndPoint(IPAddress.Loopback, 0), KubeconfigPath = KubeconfigPath });
        await _silo.StartAsync();
        Client = new KubeClient(Kubeconfig.Load(KubeconfigPath));
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _silo!.StopAsync();
        await _silo.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
