using System.Text.Json;
using Orchestrator.Silo.Tests.ServiceAccounts;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authentication;

/// <summary>Tokens with which nodes join.</summary>
[Collection(SiloCollection.Name)]
public sealed class BootstrapTokenTests(SiloFixture silo)
{
    private const string Secret = "0123456789abcdef";

    [Fact]
    public async Task The_user_is_named_by_the_tokens_id()
    {
        await MakeAsync("aaaaaa", ("auth-extra-groups", "system:bootstrappers:kubeadm:default-node-token"));
        var user = (await silo.ReviewAsync($"aaaaaa.{Secret}")).GetProperty("user");
        user.GetProperty("username").GetString().ShouldBe("system:bootstrap:aaaaaa");
        user.GetProperty("groups").EnumerateArray().Select(group => group.GetString()).ShouldBe(
            ["system:bootstrappers", "system:bootstrappers:kubeadm:default-node-token", "system:authenticated"]);
        (await silo.CodeOfAsync($"aaaaaa.{Secret}")).ShouldBe(200);
    }

    [Fact]
    public async Task It_ends_with_its_secret()
    {
        await MakeAsync("bbbbbb");
        (await silo.CodeOfAsync($"bbbbbb.{Secret}")).ShouldBe(200);
        (await silo.Api.DeleteAsync("/api/v1/namespaces/kube-system/secrets/bootstrap-token-bbbbbb")).ShouldBe(200);
        (await silo.CodeOfAsync($"bbbbbb.{Secret}")).ShouldBe(401);
    }

    [Theory]
    [InlineData("cccc00", "expiration", "2020-01-01T00:00:00Z")]
    [InlineData("cccc01", "expiration", "soon")]
    [InlineData("cccc02", "usage-bootstrap-authentication", "false")]
    [InlineData("cccc03", "token-id", "zzzzzz")]
    [InlineData("cccc04", "token-secret", "fedcba9876543210")]
    public async Task What_does_not_hold_is_refused(string id, string field, string value)
    {
        await MakeAsync(id, (field, value));
        (await silo.CodeOfAsync($"{id}.{Secret}")).ShouldBe(401);
    }

    [Fact]
    public async Task Other_groups_than_those_of_bootstrappers_are_refused()
    {
        await MakeAsync("dddddd", ("auth-extra-groups", "system:masters"));
        (await silo.ReviewAsync($"dddddd.{Secret}")).GetProperty("error").GetString().ShouldBe(
            "[invalid bearer token, bootstrap group \"system:masters\" is invalid (must match \\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\\z)]");
    }

    private async Task MakeAsync(string id, params (string Name, string Value)[] more)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["token-id"] = id,
            ["token-secret"] = Secret,
            ["usage-bootstrap-authentication"] = "true",
            ["expiration"] = "2999-01-01T00:00:00Z",
        };
        foreach (var (name, value) in more)
        {
            data[name] = value;
        }

        (await silo.Api.PostAsync("/api/v1/namespaces/kube-system/secrets", JsonSerializer.Serialize(new
        {
            metadata = new { name = $"bootstrap-token-{id}" },
            type = "bootstrap.kubernetes.io/token",
            stringData = data,
        }))).ShouldBe(201);
    }
}
