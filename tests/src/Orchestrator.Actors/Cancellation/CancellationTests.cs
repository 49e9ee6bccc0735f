namespace Orchestrator.Actors.Tests.Cancellation;

public sealed class CancellationTests : SiloTest
{
    [Fact]
    public async Task Cancelling_reaches_the_grain_and_the_caller()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Grain.WaitAsync(cancellation.Token);
        await Probe.Noted("waits");

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Probe.Noted("cancelled");
    }

    [Fact]
    public async Task Callbacks_on_the_token_run_as_turns_of_the_grain()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Grain.WaitAsync(cancellation.Token);
        await Probe.Noted("waits");

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Probe.Noted("called back in turn");
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_made()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Grain.NoteAsync("ran", new CancellationToken(canceled: true)));
        await Grain.NoteAsync("after", CancellationToken.None);

        Probe.Notes.ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_token_that_cannot_be_cancelled_passes() => (await Grain.CanBeCancelledAsync(CancellationToken.None)).ShouldBeFalse();

    [Fact]
    public async Task The_caller_does_not_wait_for_a_grain_that_is_busy()
    {
        using var cancellation = new CancellationTokenSource();
        var block = Grain.BlockAsync();
        await Probe.Noted("blocks");
        var call = Grain.NoteAsync("ran", cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        Probe.Open("block");
        await block;
    }

    private ICancelGrain Grain => Grains.GetGrain<ICancelGrain>("k");
}
