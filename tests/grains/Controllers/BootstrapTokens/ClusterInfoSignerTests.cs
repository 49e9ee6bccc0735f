using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.BootstrapTokens;

public class ClusterInfoSignerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    private const string Text = "apiVersion: v1\nkind: Config\n";
    private const string TokenSecret = "0123456789abcdef";
    private static readonly Api.Objects.GroupResource ConfigMaps = new("", "configmaps");
    private static readonly Api.Objects.GroupResource Secrets = new("", "secrets");

    [Fact]
    public async Task Each_token_that_may_signs_and_its_signature_goes_with_it()
    {
        await cluster.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "kube-system" } }, CancellationToken.None);
        await cluster.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "kube-public" } }, CancellationToken.None);
        await TokenAsync("aaaaaa");
        await TokenAsync("bbbbbb", signs: "false");
        await TokenAsync("cccccc", id: "dddddd");
        var info = new ConfigMap { Metadata = new ObjectMeta { Name = "cluster-info", Namespace = "kube-public" }, Data = new() { ["kubeconfig"] = Text, ["jws-kubeconfig-zzzzzz"] = "stale" } };
        await cluster.Client.CreateAsync(info, CancellationToken.None);

        await cluster.UntilAsync(() => Names().SequenceEqual(["jws-kubeconfig-aaaaaa", "kubeconfig"]), "it is signed by the one");
        var parts = Data()["jws-kubeconfig-aaaaaa"].Split('.');
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])).ShouldBe("""{"alg":"HS256","kid":"aaaaaa"}""");
        parts[1].ShouldBeEmpty();
        var signed = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Text))}";
        parts[2].ShouldBe(Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(TokenSecret), Encoding.ASCII.GetBytes(signed))));

        await TokenAsync("eeeeee");
        await cluster.UntilAsync(() => Names().Contains("jws-kubeconfig-eeeeee"), "another signs as well");
        await cluster.Client.DeleteAsync(Secrets.Key("kube-system", "bootstrap-token-aaaaaa"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Names().SequenceEqual(["jws-kubeconfig-eeeeee", "kubeconfig"]), "its signature goes with it");
        var before = Data()["jws-kubeconfig-eeeeee"];
        await cluster.PatchAsync(ConfigMaps.Key("kube-public", "cluster-info"), "{'data':{'kubeconfig':'other'}}");
        await cluster.UntilAsync(() => Data()["jws-kubeconfig-eeeeee"] != before, "another text, another signature");
    }

    private Task TokenAsync(string name, string? id = null, string signs = "true") => cluster.Client.CreateAsync(
        new Secret
        {
            Metadata = new ObjectMeta { Name = "bootstrap-token-" + name, Namespace = "kube-system" },
            Type = "bootstrap.kubernetes.io/token",
            Data = new() { ["token-id"] = Bytes(id ?? name), ["token-secret"] = Bytes(TokenSecret), ["usage-bootstrap-signing"] = Bytes(signs) },
        },
        CancellationToken.None);

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    private Dictionary<string, string> Data() => cluster.Find<ConfigMap>(ConfigMaps, "kube-public", "cluster-info")!.Data!;

    private IEnumerable<string> Names() => Data().Keys.Order(StringComparer.Ordinal);
}
