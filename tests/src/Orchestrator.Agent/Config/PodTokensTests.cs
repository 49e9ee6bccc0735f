using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Config;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Pki;

namespace Orchestrator.Agent.Tests.Config;

/// <summary>The tokens of pods, asked of a real control plane with the certificate of a node.</summary>
public sealed class PodTokensTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("agent-tokens-");
    private readonly ShiftedTime _time = new();
    private WebApplication _silo = null!;
    private KubeClient _admin = null!;
    private KubeClient _node = null!;
    private PodTokens _tokens = null!;

    public async Task InitializeAsync()
    {
        _silo = SiloHost.Build(new SiloOptions { DataDirectory = _data.FullName, Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        await _silo.StartAsync();
        var pki = _silo.Services.GetRequiredService<ClusterPki>();
        _admin = Client(pki.Admin);
        _node = Client(pki.IssueNode("n1"));
        _tokens = new PodTokens(_node, _time, NullLogger.Instance);

        KubeClient Client(IssuedCertificate certificate) => new(KubeCredentials.FromPem(
            _silo.Services.GetRequiredService<SiloEndpoint>().Address, pki.AuthorityPem, certificate.CertificatePem, certificate.KeyPem));
    }

    [Fact]
    public async Task A_token_is_bound_to_its_pod_and_used_for_most_of_its_life()
    {
        var pod = await PodAsync("p", "n1");
        var first = await _tokens.GetAsync(pod, "", 1000, CancellationToken.None);
        Claims(first.Value).GetProperty("kubernetes.io").GetProperty("pod").GetProperty("uid").GetString().ShouldBe(pod.Metadata.Uid);
        (first.RefreshAt - _time.GetUtcNow()).TotalSeconds.ShouldBeInRange(790, 800);

        _time.Shift = TimeSpan.FromSeconds(780);
        (await _tokens.GetAsync(pod, "", 1000, CancellationToken.None)).ShouldBe(first);
        _time.Shift = TimeSpan.FromSeconds(810);
        var second = await _tokens.GetAsync(pod, "", 1000, CancellationToken.None);
        second.Value.ShouldNotBe(first.Value);
        (await _tokens.GetAsync(pod, "", 1000, CancellationToken.None)).ShouldBe(second);

        (await _tokens.GetAsync(pod, "vault", 1000, CancellationToken.None)).Value.ShouldNotBe(second.Value);
        _tokens.Release(pod.Metadata.Uid!);
        (await _tokens.GetAsync(pod, "", 1000, CancellationToken.None)).Value.ShouldNotBe(second.Value);
    }

    [Fact]
    public async Task A_token_is_used_for_a_day_at_most()
    {
        var pod = await PodAsync("long", "n1");
        var token = await _tokens.GetAsync(pod, "", 30 * 24 * 3600, CancellationToken.None);
        (token.RefreshAt - _time.GetUtcNow()).TotalHours.ShouldBeInRange(23.9, 24);
    }

    [Fact]
    public async Task While_the_control_plane_is_away_the_old_token_is_used_until_it_ends()
    {
        var pod = await PodAsync("away", "n1");
        var token = await _tokens.GetAsync(pod, "", 1000, CancellationToken.None);
        await _silo.StopAsync();
        _time.Shift = TimeSpan.FromSeconds(900);
        (await _tokens.GetAsync(pod, "", 1000, CancellationToken.None)).Value.ShouldBe(token.Value);
        _time.Shift = TimeSpan.FromSeconds(1100);
        await Should.ThrowAsync<IOException>(() => _tokens.GetAsync(pod, "", 1000, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task What_the_control_plane_refuses_is_the_volumes_failure()
    {
        var pod = await PodAsync("others", "n2");
        var refused = await Should.ThrowAsync<VolumeException>(() => _tokens.GetAsync(pod, "", 1000, CancellationToken.None).AsTask());
        refused.Message.ShouldStartWith("failed to fetch token: ");
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _node.Dispose();
        await _silo.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task<Pod> PodAsync(string name, string node)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await _admin.TryGetAsync<ServiceAccount>("default", "default", limit.Token) is null)
        {
            await Task.Delay(20, limit.Token);
        }

        return await _admin.CreateAsync(new Pod
        {
            Metadata = new() { Name = name, Namespace = "default" },
            Spec = new() { NodeName = node, ServiceAccountName = "default", Containers = [new() { Name = "c", Image = "example:1" }] },
        });
    }

    private static JsonElement Claims(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
