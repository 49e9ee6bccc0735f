namespace Orchestrator.Actors.Tests.Contexts;

public sealed class RequestContextTests : SiloTest
{
    [Fact]
    public async Task Values_travel_down_the_call_chain()
    {
        RequestContext.Set("who", "me");

        (await Grain("a").GetAsync("who")).ShouldBe("me");
        (await Grain("a").GetThroughAsync("b", "who")).ShouldBe("me");
    }

    [Fact]
    public async Task Values_set_by_a_grain_travel_on()
    {
        (await Grain("a").SetAndGetThroughAsync("b", "who", "grain")).ShouldBe("grain");
    }

    [Fact]
    public async Task Values_do_not_travel_back_nor_to_the_next_request()
    {
        await Grain("a").SetAsync("who", "grain");

        RequestContext.Get("who").ShouldBeNull();
        (await Grain("a").GetAsync("who")).ShouldBeNull();
    }

    [Fact]
    public async Task Removed_values_travel_no_more()
    {
        RequestContext.Set("who", "me");
        RequestContext.Remove("who").ShouldBeTrue();
        (await Grain("a").GetAsync("who")).ShouldBeNull();

        RequestContext.Set("who", "me");
        RequestContext.Clear();
        (await Grain("a").GetAsync("who")).ShouldBeNull();
    }

    private IContextGrain Grain(string key) => Grains.GetGrain<IContextGrain>(key);
}
