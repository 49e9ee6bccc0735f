namespace Orchestrator.Actors.Tests.Activations;

public sealed class ActivationFailureTests : SiloTest
{
    [Fact]
    public async Task A_failed_activation_fails_the_call_and_the_next_call_tries_again()
    {
        var grain = Grains.GetGrain<IFailingGrain>("k");

        var failure = await Should.ThrowAsync<Exception>(() => grain.HelloAsync());
        failure.ShouldSatisfyAllConditions(f => (f is NotReadyException || f.InnerException is NotReadyException).ShouldBeTrue($"was {f}"));

        Probe.Open("k");
        (await grain.HelloAsync()).ShouldBe("hello");
    }
}
