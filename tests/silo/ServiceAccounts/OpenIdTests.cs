using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary>What others need to verify tokens by themselves, and the rotation of keys.</summary>
[Collection(SiloCollection.Name)]
public sealed class OpenIdTests(SiloFixture silo)
{
    [Fact]
    public async Task The_configuration_names_the_issuer_and_where_its_keys_are()
    {
        var answer = (await silo.Api.GetAsync("/.well-known/openid-configuration")).ShouldBe(200);
        answer.ContentType.ShouldBe("application/json");
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=3600");
        answer.Json.GetProperty("issuer").GetString().ShouldBe("https://kubernetes.default.svc.cluster.local");
        answer.Json.GetProperty("jwks_uri").GetString().ShouldBe(new Uri(silo.Address, "/openid/v1/jwks").ToString());
        answer.Json.GetProperty("response_types_supported")[0].GetString().ShouldBe("id_token");
        answer.Json.GetProperty("subject_types_supported")[0].GetString().ShouldBe("public");
        answer.Json.GetProperty("id_token_signing_alg_values_supported")[0].GetString().ShouldBe("ES256");
    }

    [Fact]
    public async Task The_keys_verify_tokens()
    {
        var token = await silo.TokenAsync(await silo.WithRobotAsync());
        Verifies(await KeysAsync(), token).ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_rotation_new_tokens_have_a_new_key_and_old_ones_still_hold()
    {
        var ns = await silo.WithRobotAsync();
        var before = await silo.TokenAsync(ns);
        var rotated = (await silo.Api.PostAsync("/openid/v1/rotate", "")).ShouldBe(201).Json.GetProperty("kid").GetString();
        var after = await silo.TokenAsync(ns);
        Accounts.Part(after, 0).GetProperty("kid").GetString().ShouldBe(rotated);
        Accounts.Part(before, 0).GetProperty("kid").GetString().ShouldNotBe(rotated);
        (await silo.CodeOfAsync(before)).ShouldBe(200);
        (await silo.CodeOfAsync(after)).ShouldBe(200);
        var keys = await KeysAsync();
        Verifies(keys, before).ShouldBeTrue();
        Verifies(keys, after).ShouldBeTrue();
        keys[0].GetProperty("kid").GetString().ShouldBe(rotated, "the newest comes first");
    }

    [Fact]
    public async Task Only_administrators_rotate() =>
        (await new ApiClient(silo.Client(SiloFixture.NobodyToken)).PostAsync("/openid/v1/rotate", "")).ShouldBe(403);

    [Fact]
    public async Task The_private_keys_are_not_to_be_had()
    {
        await silo.TokenAsync(await silo.WithRobotAsync());
        (await silo.Api.GetAsync("/apis/orchestrator.io/v1/serviceaccount_signing_keys")).ShouldBe(404);
        (await silo.Api.GetAsync("/openid/v1/jwks")).Text.ShouldNotContain("\"d\"");
    }

    private async Task<JsonElement> KeysAsync()
    {
        var answer = (await silo.Api.GetAsync("/openid/v1/jwks")).ShouldBe(200);
        answer.ContentType.ShouldBe("application/jwk-set+json");
        return answer.Json.GetProperty("keys");
    }

    /// <summary>Verifies as a stranger would, with nothing but the document.</summary>
    private static bool Verifies(JsonElement keys, string token)
    {
        var id = Accounts.Part(token, 0).GetProperty("kid").GetString();
        var key = keys.EnumerateArray().Single(key => key.GetProperty("kid").GetString() == id);
        key.GetProperty("kty").GetString().ShouldBe("EC");
        key.GetProperty("use").GetString().ShouldBe("sig");
        key.GetProperty("alg").GetString().ShouldBe("ES256");
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        var end = token.LastIndexOf('.');
        return ecdsa.VerifyData(Encoding.ASCII.GetBytes(token[..end]), Base64Url.DecodeFromChars(token.AsSpan(end + 1)), HashAlgorithmName.SHA256);
    }
}
