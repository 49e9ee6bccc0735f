namespace Orchestrator.Actors.Tests.Calls;

public sealed class CallTests : IAsyncLifetime
{
    private TestSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await TestSilo.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_grain_knows_its_key() => (await Grain("a/b c").KeyAsync()).ShouldBe("a/b c");

    [Fact]
    public async Task Arguments_and_results_pass() => (await Grain("k").AddAsync(2, 3, CancellationToken.None)).ShouldBe(5);

    [Fact]
    public async Task Value_tasks_pass()
    {
        (await Grain("k").ValueAsync(7)).ShouldBe(7);
        await Grain("k").TouchAsync();
        (await Grain("k").TouchesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Records_pass()
    {
        var parcel = await Grain("k").PassAsync(new Parcel("name", [1, 2]));

        parcel.Name.ShouldBe("name!");
        parcel.Content.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Null_passes() => (await Grain("k").PassAsync(new Parcel("name", null))).Content.ShouldBeNull();

    [Fact]
    public async Task An_exception_reaches_the_caller_with_type_and_message() =>
        (await Should.ThrowAsync<EchoException>(() => Grain("k").FailAsync("why"))).Message.ShouldBe("why");

    [Fact]
    public async Task An_exception_thrown_before_the_first_await_reaches_the_caller_through_the_task()
    {
        var call = Grain("k").FailAtOnceAsync();

        (await Should.ThrowAsync<EchoException>(() => call)).Message.ShouldBe("at once");
    }

    [Fact]
    public async Task A_failed_call_leaves_the_grain_as_it_was()
    {
        await Grain("k").TouchAsync();
        await Should.ThrowAsync<EchoException>(() => Grain("k").FailAsync("why"));

        (await Grain("k").TouchesAsync()).ShouldBe(1);
    }

    [Fact]
    public void References_to_one_grain_are_equal()
    {
        Grain("k").ShouldBe(Grain("k"));
        Grain("k").GetHashCode().ShouldBe(Grain("k").GetHashCode());
        Grain("k").ShouldNotBe(Grain("l"));
        Grain("k").GetPrimaryKeyString().ShouldBe("k");
    }

    [Fact]
    public async Task Grains_with_different_keys_share_nothing()
    {
        await Grain("one").TouchAsync();

        (await Grain("two").TouchesAsync()).ShouldBe(0);
    }

    private IEchoGrain Grain(string key) => _silo.Grains.GetGrain<IEchoGrain>(key);
}
