using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Health;

[Collection(SiloCollection.Name)]
public sealed class HealthTests(SiloFixture silo)
{
    private readonly ApiClient _anonymous = new(silo.Client());

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Everybody_may_ask(string path) => (await _anonymous.GetAsync(path)).ShouldBe(200).Text.ShouldBe("ok");

    [Theory]
    [InlineData("/readyz/ping")]
    [InlineData("/readyz/replica-sync")]
    public async Task Those_with_the_right_may_ask_for_one_check(string path)
    {
        (await silo.Api.GetAsync(path)).ShouldBe(200).Text.ShouldBe("ok");
        (await _anonymous.GetAsync(path)).ShouldBe(401);
    }

    [Fact]
    public async Task Each_check_is_told_if_asked() => (await _anonymous.GetAsync("/readyz?verbose")).ShouldBe(200).Text
        .ShouldBe("[+]ping ok\n[+]replica-sync ok\n[+]shutdown ok\nreadyz check passed\n");

    [Fact]
    public async Task A_check_that_cannot_be_excluded_is_told() => (await _anonymous.GetAsync("/livez?verbose&exclude=ping&exclude=nothing")).ShouldBe(200).Text
        .ShouldBe("[+]ping excluded: ok\nwarn: some health checks cannot be excluded: no matches for \"nothing\"\nlivez check passed\n");

    [Fact]
    public async Task A_check_that_there_is_not_is_not_found() => (await silo.Api.GetAsync("/readyz/nothing")).ShouldBe(404);
}
