using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Pki;

namespace Orchestrator.Silo.Tests.Support;

/// <summary>One silo on SQLite in a temporary directory and on a free port, for all tests of the collection.</summary>
public class SiloFixture : IAsyncLifetime
{
    /// <summary>A static token of an administrator.</summary>
    public const string AdminToken = "admin-token";

    /// <summary>A static token of somebody who may do nothing.</summary>
    public const string NobodyToken = "nobody-token";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("silo-tests-");
    private WebApplication? _app;
    private int _namespaces;

    public SiloOptions Options { get; private set; } = null!;

    public KindRegistry Kinds => _app!.Services.GetRequiredService<KindRegistry>();

    public ClusterPki Pki => _app!.Services.GetRequiredService<ClusterPki>();

    public Uri Address => _app!.Services.GetRequiredService<SiloEndpoint>().Address;

    /// <summary>A client of the administrator.</summary>
    public ApiClient Api { get; private set; } = null!;

    public string Kubeconfig => Options.KubeconfigPath!;

    public async Task InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_data.FullName, "tokens.csv"), $"{AdminToken},bench,,\"system:masters\"\n{NobodyToken},nobody,7\n");
        Options = new SiloOptions
        {
            DataDirectory = _data.FullName,
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            KubeconfigPath = Path.Combine(_data.FullName, "kubeconfig"),
            ShutdownTimeout = TimeSpan.FromSeconds(5),
        };
        await StartAsync();
    }

    /// <summary>Starts the silo, again after a stop.</summary>
    public async Task StartAsync()
    {
        _app = SiloHost.Build(Options, Configure);
        await _app.StartAsync();
        Api = new ApiClient(Client(AdminToken));
    }

    /// <summary>Changes the silo's services. Nothing is published into namespaces here, so that a test's namespace holds what the test made.</summary>
    protected virtual void Configure(IHostApplicationBuilder builder) => builder.Services.AddSingleton(new ClusterAuthority(""));

    /// <summary>Stops the silo; its data stay.</summary>
    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>A client with a bearer token, or anonymous, or with a client certificate.</summary>
    public HttpClient Client(string? token = null, IssuedCertificate? certificate = null)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => IsSignedByAuthority((X509Certificate2)presented!);
        if (certificate is not null)
        {
            // SslStream needs a certificate whose key it can hand to the TLS library
            handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(certificate.ToX509().Export(X509ContentType.Pkcs12), null)];
        }

        var client = new HttpClient(handler) { BaseAddress = Address, DefaultRequestVersion = HttpVersion.Version20 };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    /// <summary>Makes a namespace of the test's own and returns its name.</summary>
    public async Task<string> NamespaceAsync()
    {
        var name = $"test-{Interlocked.Increment(ref _namespaces)}";
        (await Api.PostAsync("/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""")).Code.ShouldBe(201);
        return name;
    }

    /// <summary>The JSON of a resource's objects as they are stored.</summary>
    public List<string> Stored(string group, string resource) =>
        [.. _app!.Services.GetRequiredService<IReplica>().List(new GroupResource(group, resource)).Select(entry => System.Text.Encoding.UTF8.GetString(entry.Json.Span))];

    public async Task DisposeAsync()
    {
        await StopAsync();
        _data.Delete(recursive: true);
    }

    private bool IsSignedByAuthority(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Pki.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
