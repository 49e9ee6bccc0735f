using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary>Tokens that nobody issued.</summary>
[Collection(SiloCollection.Name)]
public sealed class ForgedTokenTests(SiloFixture silo)
{
    [Fact]
    public async Task Another_payload_under_a_good_signature_is_refused()
    {
        var (header, payload, signature) = await GoodAsync();
        var other = Encode(Decode(payload).Replace(":robot\"", ":default\"", StringComparison.Ordinal));
        await ShouldBeRefusedAsync($"{header}.{other}.{signature}");
    }

    [Fact]
    public async Task No_algorithm_is_no_signature()
    {
        var (header, payload, _) = await GoodAsync();
        var none = Encode(Decode(header).Replace("ES256", "none", StringComparison.Ordinal));
        await ShouldBeRefusedAsync($"{none}.{payload}.");
        await ShouldBeRefusedAsync($"{header}.{payload}.");
    }

    [Fact]
    public async Task The_public_key_is_no_shared_secret()
    {
        var (header, payload, _) = await GoodAsync();
        var keys = (await silo.Api.GetAsync("/openid/v1/jwks")).Json.GetProperty("keys")[0];
        var signed = $"{Encode(Decode(header).Replace("ES256", "HS256", StringComparison.Ordinal))}.{payload}";
        var mac = HMACSHA256.HashData(Encoding.ASCII.GetBytes(keys.GetRawText()), Encoding.ASCII.GetBytes(signed));
        await ShouldBeRefusedAsync($"{signed}.{Base64Url.EncodeToString(mac)}");
    }

    [Fact]
    public async Task Anothers_key_is_refused_whatever_it_calls_itself()
    {
        var (header, payload, _) = await GoodAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await ShouldBeRefusedAsync(Sign(key, header, payload));
        await ShouldBeRefusedAsync(Sign(key, Encode("""{"alg":"ES256","kid":"unknown"}"""), payload));
        await ShouldBeRefusedAsync(Sign(key, Encode("""{"alg":"ES256"}"""), payload));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.AA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOjF9.AA")]
    [InlineData("abcdef.0123456789abcdef")]
    public async Task What_is_no_token_is_refused(string token) => await ShouldBeRefusedAsync(token);

    [Fact]
    public async Task A_token_longer_than_any_is_refused() => await ShouldBeRefusedAsync(new string('a', 20_000));

    private async Task ShouldBeRefusedAsync(string token)
    {
        (await silo.CodeOfAsync(token)).ShouldBe(401, token);
        var status = await silo.ReviewAsync(token);
        status.TryGetProperty("authenticated", out _).ShouldBeFalse();
        status.GetProperty("error").GetString()!.ShouldContain("invalid bearer token");
    }

    private async Task<(string Header, string Payload, string Signature)> GoodAsync()
    {
        var token = await silo.TokenAsync(await silo.WithRobotAsync());
        (await silo.CodeOfAsync(token)).ShouldBe(200);
        return token.Split('.') is [var header, var payload, var signature] ? (header, payload, signature) : throw new InvalidOperationException(token);
    }

    private static string Sign(ECDsa key, string header, string payload) =>
        $"{header}.{payload}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256))}";

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
