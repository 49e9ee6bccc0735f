using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Ledger.Retention;
using Orchestrator.Ledger.Sqlite;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Retention;

public sealed class HistoryKeeperTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();
    private SqliteLedger? _ledger;

    private SqliteLedger Ledger => _ledger!;

    public Task InitializeAsync()
    {
        _ledger = SqliteLedger.Open(_folder["ledger.db"], partitionSize: 10);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Ledger.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task History_goes_when_it_is_old()
    {
        var keeper = new HistoryKeeper(Ledger, NullLogger<HistoryKeeper>.Instance, RetentionOptions.Default, _clock);
        await WriteAsync(50);
        (await keeper.RoundAsync(CancellationToken.None)).ShouldBe(0);
        _clock.Now += TimeSpan.FromMinutes(59);
        await WriteAsync(50);
        (await keeper.RoundAsync(CancellationToken.None)).ShouldBe(0);

        _clock.Now += TimeSpan.FromMinutes(1);

        (await keeper.RoundAsync(CancellationToken.None)).ShouldBe(50);
        (await Ledger.TakeAsync(50, 50)).Count.ShouldBe(50);
    }

    [Fact]
    public async Task History_goes_when_it_is_too_much()
    {
        var keeper = new HistoryKeeper(Ledger, NullLogger<HistoryKeeper>.Instance, RetentionOptions.Default with { MostRevisions = 25 }, _clock);
        await WriteAsync(100);

        (await keeper.RoundAsync(CancellationToken.None)).ShouldBe(70);
    }

    private async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Ledger.WriteAsync(Create(Pod(Guid.NewGuid().ToString())));
        }
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
