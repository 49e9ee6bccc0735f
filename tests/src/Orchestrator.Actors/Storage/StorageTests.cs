using Orleans.Storage;

namespace Orchestrator.Actors.Tests.Storage;

/// <summary>What a grain sees of a storage; over the memory storage, and over one registered by name.</summary>
public abstract class StorageTests : SiloTest
{
    [Fact]
    public async Task Nothing_is_stored_at_first() => (await Grain.ReadAsync()).ShouldBe(new Page(null, false, null));

    [Fact]
    public async Task What_was_written_is_there_after_the_activation_has_ended()
    {
        await Grain.WriteAsync("text");
        var written = await Grain.ReadAsync();
        await Grain.LeaveAsync();
        var read = await Grain.ReadAsync();

        written.Exists.ShouldBeTrue();
        written.Etag.ShouldNotBeNull();
        read.ShouldBe(written);
    }

    [Fact]
    public async Task Every_write_changes_the_version()
    {
        await Grain.WriteAsync("one");
        var one = await Grain.ReadAsync();
        await Grain.WriteAsync("two");

        (await Grain.ReadAsync()).Etag.ShouldNotBe(one.Etag);
    }

    [Fact]
    public async Task Cleared_is_gone()
    {
        await Grain.WriteAsync("text");
        await Grain.ClearAsync();
        (await Grain.ReadAsync()).ShouldSatisfyAllConditions(page => page.Exists.ShouldBeFalse(), page => page.Text.ShouldBeNull());

        await Grain.LeaveAsync();
        (await Grain.ReadAsync()).Exists.ShouldBeFalse();
    }

    private INotebookGrain Grain => Grains.GetGrain<INotebookGrain>("k");
}

public sealed class MemoryStorageTests : StorageTests
{
    protected override void Configure(ISiloBuilder silo) => silo.AddMemoryGrainStorage("shelf");
}

public sealed class NamedStorageTests : StorageTests
{
    private readonly ShelfStorage _shelf = new();

    [Fact]
    public async Task A_lost_race_fails_the_call_and_ends_the_activation()
    {
        var grain = Grains.GetGrain<INotebookGrain>("raced");
        await grain.WriteAsync("mine");
        var before = await grain.InstanceAsync();
        _shelf.OverwriteAll("theirs");

        await Should.ThrowAsync<InconsistentStateException>(() => grain.WriteAsync("mine again"));

        (await grain.ReadAsync()).Text.ShouldBe("theirs");
        (await grain.InstanceAsync()).ShouldNotBe(before);
    }

    [Fact]
    public async Task The_storage_sees_the_state_name_and_the_identity()
    {
        await Grains.GetGrain<INotebookGrain>("seen").WriteAsync("text");

        _shelf.Keys.ShouldBe([("notebook", "notebook/seen")]);
    }

    [Fact]
    public async Task A_failed_first_read_fails_the_call()
    {
        _shelf.Broken = true;

        await Should.ThrowAsync<Exception>(() => Grains.GetGrain<INotebookGrain>("broken").ReadAsync());
    }

    protected override void Configure(ISiloBuilder silo) => silo.Services.AddGrainStorage("shelf", (_, _) => _shelf);
}
