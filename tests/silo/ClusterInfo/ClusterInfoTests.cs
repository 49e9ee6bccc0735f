using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ClusterInfo;

/// <summary>What a machine that joins reads before it trusts anybody.</summary>
public sealed class ClusterInfoTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Info = "/api/v1/namespaces/kube-public/configmaps/cluster-info";
    private const string Binding = "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-public/rolebindings/kubeadm:bootstrap-signer-clusterinfo";
    private const string Role = "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-public/roles/kubeadm:bootstrap-signer-clusterinfo";
    private const string TokenSecret = "0123456789abcdef";

    [Fact]
    public async Task It_is_published_signed_and_kept_as_people_leave_it()
    {
        // 1: anybody may read it, and nothing else beside it
        var anonymous = new ApiClient(silo.Client());
        var kubeconfig = await PublishedAsync("kubeconfig");
        (await anonymous.GetAsync(Info)).ShouldBe(200);
        (await anonymous.GetAsync("/api/v1/namespaces/kube-public/configmaps")).ShouldBe(401);
        (await anonymous.PatchAsync(Info, """{"data":{"kubeconfig":"mine"}}""")).ShouldBe(403);
        kubeconfig.ShouldContain($"server: {silo.Address.GetLeftPart(UriPartial.Authority)}\n");
        kubeconfig.ShouldContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(silo.Pki.AuthorityPem)));
        kubeconfig.ShouldContain("users: null\n");

        // 2: who holds a token can tell that it is the cluster's
        (await silo.Api.PostAsync("/api/v1/namespaces/kube-system/secrets", $$$"""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"bootstrap-token-abcdef"},"type":"bootstrap.kubernetes.io/token",
             "stringData":{"token-id":"abcdef","token-secret":"{{{TokenSecret}}}","usage-bootstrap-signing":"true"} }
            """)).ShouldBe(201);
        var signature = (await PublishedAsync("jws-kubeconfig-abcdef")).Split('.');
        signature[1].ShouldBeEmpty();
        var signed = $"{signature[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(kubeconfig))}";
        signature[2].ShouldBe(Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(TokenSecret), Encoding.ASCII.GetBytes(signed))));

        // 3: what people change stays over a start, also that nobody may read it any more
        (await silo.Api.PatchAsync(Info, """{"data":{"kubeconfig":"ours"}}""")).ShouldBe(200);
        (await silo.Api.DeleteAsync(Binding)).ShouldBe(200);
        await RestartAsync();
        (await PublishedAsync("kubeconfig")).ShouldBe("ours");
        (await silo.Api.GetAsync(Binding)).ShouldBe(404);

        // 4: without it, a start publishes it again, and lets it be read
        (await silo.Api.DeleteAsync(Info)).ShouldBe(200);
        (await silo.Api.DeleteAsync(Role)).ShouldBe(200);
        await RestartAsync();
        (await PublishedAsync("kubeconfig")).ShouldContain($"server: {silo.Address.GetLeftPart(UriPartial.Authority)}\n");
        (await new ApiClient(silo.Client()).GetAsync(Info)).ShouldBe(200);
    }

    private async Task RestartAsync()
    {
        await silo.StopAsync();
        await silo.StartAsync();
    }

    private async Task<string> PublishedAsync(string name)
    {
        using var watch = await silo.Api.WatchAsync("/api/v1/namespaces/kube-public/configmaps?watch=true&fieldSelector=metadata.name=cluster-info");
        while (await watch.NextAsync() is { } change)
        {
            if (change.GetProperty("object").GetProperty("data").TryGetProperty(name, out var value))
            {
                return value.GetString()!;
            }
        }

        throw new InvalidOperationException($"cluster-info got no {name}");
    }
}
