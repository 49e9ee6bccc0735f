using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary>What time and restarts do to tokens and their keys.</summary>
public sealed class TokenLifeTests(ClockedSilo silo) : IClassFixture<ClockedSilo>
{
    [Fact]
    public async Task A_token_ends()
    {
        var token = await silo.TokenAsync(await silo.WithRobotAsync(), """{"expirationSeconds":600}""");
        (await silo.CodeOfAsync(token)).ShouldBe(200);
        silo.Time.Shift += TimeSpan.FromSeconds(650);
        (await silo.CodeOfAsync(token)).ShouldBe(200, "clocks may differ by a minute");
        silo.Time.Shift += TimeSpan.FromSeconds(20);
        (await silo.CodeOfAsync(token)).ShouldBe(401);
        (await silo.ReviewAsync(token)).GetProperty("error").GetString().ShouldBe("[invalid bearer token, service account token has expired]");
    }

    [Fact]
    public async Task A_token_of_the_future_does_not_hold_yet()
    {
        var ns = await silo.WithRobotAsync();
        silo.Time.Shift += TimeSpan.FromHours(1);
        var token = await silo.TokenAsync(ns, """{"expirationSeconds":86400}""");
        silo.Time.Shift -= TimeSpan.FromHours(1);
        (await silo.ReviewAsync(token)).GetProperty("error").GetString().ShouldBe("[invalid bearer token, service account token is not valid yet]");
    }

    [Fact]
    public async Task A_rotated_key_goes_when_its_last_token_has_ended()
    {
        var ns = await silo.WithRobotAsync();
        var token = await silo.TokenAsync(ns, """{"expirationSeconds":600}""");
        var old = Accounts.Part(token, 0).GetProperty("kid").GetString()!;
        (await silo.Api.PostAsync("/openid/v1/rotate", "")).ShouldBe(201);
        (await silo.Api.GetAsync("/openid/v1/jwks")).Text.ShouldContain(old);
        silo.Time.Shift += TimeSpan.FromDays(3);
        (await silo.Api.PostAsync("/openid/v1/rotate", "")).ShouldBe(201);
        (await silo.Api.GetAsync("/openid/v1/jwks")).Text.ShouldNotContain(old);
    }

    [Fact]
    public async Task Revoked_keys_end_their_tokens_at_once()
    {
        var ns = await silo.WithRobotAsync();
        var token = await silo.TokenAsync(ns);
        (await silo.CodeOfAsync(token)).ShouldBe(200);
        (await silo.Api.PostAsync("/openid/v1/rotate?revoke=true", "")).ShouldBe(201);
        (await silo.CodeOfAsync(token)).ShouldBe(401);
        (await silo.ReviewAsync(token)).GetProperty("error").GetString().ShouldBe("[invalid bearer token, invalid signature, no keys found]");
        (await silo.CodeOfAsync(await silo.TokenAsync(ns))).ShouldBe(200);
    }

    [Fact]
    public async Task Tokens_outlive_a_restart()
    {
        var token = await silo.TokenAsync(await silo.WithRobotAsync());
        await silo.StopAsync();
        await silo.StartAsync();
        (await silo.CodeOfAsync(token)).ShouldBe(200);
    }

    [Fact]
    public async Task Many_at_once_are_told_apart()
    {
        var ns = await silo.WithRobotAsync();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => silo.TokenAsync(ns)));
        tokens.Distinct(StringComparer.Ordinal).Count().ShouldBe(40);
        var names = await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            var user = (await silo.ReviewAsync(tokens[i % 40])).GetProperty("user");
            return (Told: user.GetProperty("extra").GetProperty("authentication.kubernetes.io/credential-id")[0].GetString(), Is: "JTI=" + Accounts.Part(tokens[i % 40], 1).GetProperty("jti").GetString());
        }));
        names.ShouldAllBe(name => name.Told == name.Is);
    }
}
