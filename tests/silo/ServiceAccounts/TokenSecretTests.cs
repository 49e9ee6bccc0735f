using System.Text;
using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary>What controllers keep in namespaces: token secrets, the certificate, the default account; and what they remove.</summary>
public sealed class TokenSecretTests(ClockedSilo silo) : IClassFixture<ClockedSilo>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_token_secret_is_filled_and_its_token_holds_as_long_as_it_is_there()
    {
        var ns = await silo.WithRobotAsync();
        await MakeAsync(ns, "t");
        var secret = await UntilAsync($"/api/v1/namespaces/{ns}/secrets/t", answer => answer.Text.Contains("\"token\":", StringComparison.Ordinal));
        Data(secret, "namespace").ShouldBe(ns);
        Data(secret, "ca.crt").ShouldBe(silo.Pki.AuthorityPem);
        secret.GetProperty("metadata").GetProperty("annotations").GetProperty("kubernetes.io/service-account.uid").GetString()!.ShouldNotBeEmpty();

        var token = Data(secret, "token");
        Accounts.Part(token, 1).EnumerateObject().Select(claim => claim.Name).ShouldBe(
        [
            "iss", "kubernetes.io/serviceaccount/namespace", "kubernetes.io/serviceaccount/secret.name", "kubernetes.io/serviceaccount/service-account.name",
            "kubernetes.io/serviceaccount/service-account.uid", "sub",
        ]);
        (await silo.ReviewAsync(token)).GetProperty("user").GetProperty("username").GetString().ShouldBe($"system:serviceaccount:{ns}:robot");
        (await silo.CodeOfAsync(token)).ShouldBe(200);
        var used = await UntilAsync($"/api/v1/namespaces/{ns}/secrets/t", answer => answer.Text.Contains("legacy-token-last-used", StringComparison.Ordinal));
        used.GetProperty("metadata").GetProperty("labels").GetProperty("kubernetes.io/legacy-token-last-used").GetString()
            .ShouldBe(silo.Time.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        (await silo.ReviewAsync(token, "another")).TryGetProperty("authenticated", out _).ShouldBeFalse();

        (await silo.Api.PatchAsync($"/api/v1/namespaces/{ns}/secrets/t", """{"metadata":{"labels":{"kubernetes.io/legacy-token-invalid-since":"2026-01-01"}}}""")).ShouldBe(200);
        (await silo.CodeOfAsync(token)).ShouldBe(401);
        (await silo.Api.PatchAsync($"/api/v1/namespaces/{ns}/secrets/t", """{"metadata":{"labels":null}}""")).ShouldBe(200);
        (await silo.CodeOfAsync(token)).ShouldBe(200);

        (await silo.Api.PatchAsync($"/api/v1/namespaces/{ns}/secrets/t", """{"data":{"token":null}}""")).ShouldBe(200);
        await UntilAsync($"/api/v1/namespaces/{ns}/secrets/t", answer => answer.Text.Contains("\"token\":", StringComparison.Ordinal));
        (await silo.CodeOfAsync(token)).ShouldBe(401, "the secret holds another token now");
    }

    [Fact]
    public async Task A_token_secret_goes_with_its_account()
    {
        var ns = await silo.WithRobotAsync();
        await MakeAsync(ns, "t");
        await UntilAsync($"/api/v1/namespaces/{ns}/secrets/t", answer => answer.Text.Contains("\"token\":", StringComparison.Ordinal));
        (await silo.Api.DeleteAsync($"/api/v1/namespaces/{ns}/serviceaccounts/robot")).ShouldBe(200);
        await UntilAsync($"/api/v1/namespaces/{ns}/secrets/t", answer => answer.Code == 404);
        await MakeAsync(ns, "u");
        await UntilAsync($"/api/v1/namespaces/{ns}/secrets/u", answer => answer.Code == 404);
    }

    [Fact]
    public async Task Every_namespace_has_the_certificate()
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/configmaps/kube-root-ca.crt";
        var map = await UntilAsync(path, answer => answer.Code == 200);
        map.GetProperty("data").GetProperty("ca.crt").GetString().ShouldBe(silo.Pki.AuthorityPem);
        (await silo.Api.PatchAsync(path, """{"data":{"ca.crt":"mine"}}""")).ShouldBe(200);
        await UntilAsync(path, answer => answer.Code == 200 && answer.Json.GetProperty("data").GetProperty("ca.crt").GetString() == silo.Pki.AuthorityPem);
        (await silo.Api.DeleteAsync(path)).ShouldBe(200);
        await UntilAsync(path, answer => answer.Code == 200);
    }

    [Fact]
    public async Task The_default_account_comes_back()
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/serviceaccounts/default";
        var uid = (await UntilAsync(path, answer => answer.Code == 200)).GetProperty("metadata").GetProperty("uid").GetString();
        (await silo.Api.DeleteAsync(path)).ShouldBe(200);
        (await UntilAsync(path, answer => answer.Code == 200)).GetProperty("metadata").GetProperty("uid").GetString().ShouldNotBe(uid);
    }

    [Fact]
    public async Task A_bootstrap_token_that_has_ended_is_removed()
    {
        var end = silo.Time.GetUtcNow().AddSeconds(1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        (await silo.Api.PostAsync("/api/v1/namespaces/kube-system/secrets", $$$"""
            {"metadata":{"name":"bootstrap-token-eeeeee"},"type":"bootstrap.kubernetes.io/token","stringData":{"token-id":"eeeeee","token-secret":"0123456789abcdef","expiration":"{{{end}}}"}}
            """)).ShouldBe(201);
        await UntilAsync("/api/v1/namespaces/kube-system/secrets/bootstrap-token-eeeeee", answer => answer.Code == 404);
    }

    private async Task MakeAsync(string ns, string name) =>
        (await silo.Api.PostAsync(
            $"/api/v1/namespaces/{ns}/secrets",
            $$$"""{"metadata":{"name":"{{{name}}}","annotations":{"kubernetes.io/service-account.name":"robot"}},"type":"kubernetes.io/service-account-token"}""")).ShouldBe(201);

    private async Task<JsonElement> UntilAsync(string path, Func<ApiAnswer, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await silo.Api.GetAsync(path);
            if (isSo(answer))
            {
                return answer.Json;
            }

            limit.IsCancellationRequested.ShouldBeFalse(answer.Text);
            await Task.Delay(20);
        }
    }

    private static string Data(JsonElement secret, string name) => Encoding.UTF8.GetString(secret.GetProperty("data").GetProperty(name).GetBytesFromBase64());
}
