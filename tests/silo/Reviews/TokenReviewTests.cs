using Orchestrator.Silo.Tests.ServiceAccounts;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Reviews;

/// <summary>Whose token is this.</summary>
[Collection(SiloCollection.Name)]
public sealed class TokenReviewTests(SiloFixture silo)
{
    private const string Path = "/apis/authentication.k8s.io/v1/tokenreviews";

    [Fact]
    public async Task It_knows_the_tokens_of_the_token_file()
    {
        var status = await silo.ReviewAsync(SiloFixture.NobodyToken);
        status.GetProperty("authenticated").GetBoolean().ShouldBeTrue();
        status.GetProperty("user").GetRawText().ShouldBe("""{"username":"nobody","uid":"7","groups":["system:authenticated"]}""");
        (await silo.ReviewAsync(SiloFixture.NobodyToken, "another")).GetProperty("error").GetString().ShouldBe("invalid bearer token");
    }

    [Fact]
    public async Task Nobodys_token_is_told_as_such() =>
        (await silo.ReviewAsync("made-up")).GetRawText().ShouldBe("""{"user":{},"error":"invalid bearer token"}""");

    [Fact]
    public async Task It_needs_a_token() =>
        (await silo.Api.PostAsync(Path, """{"spec":{}}""")).ShouldBeStatus(400, "BadRequest", "token is required for TokenReview in authentication");

    [Fact]
    public async Task Not_everybody_may_ask() =>
        (await new ApiClient(silo.Client(SiloFixture.NobodyToken)).PostAsync(Path, """{"spec":{"token":"x"}}""")).ShouldBe(403);
}
