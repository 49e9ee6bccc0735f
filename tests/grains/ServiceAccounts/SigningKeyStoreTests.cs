using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Replication;
using Orchestrator.Ledger.Sqlite;

namespace Orchestrator.Grains.Tests.ServiceAccounts;

/// <summary>The keys of tokens in the ledger, with two silos on it.</summary>
public sealed class SigningKeyStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orchestrator-keys-").FullName;
    private readonly SettableTime _time = new();
    private SqliteLedger _ledger = null!;
    private Replica _first = null!;
    private Replica _second = null!;

    private SigningKeyStore One => new(_ledger, _first, _time);

    private SigningKeyStore Two => new(_ledger, _second, _time);

    public async Task InitializeAsync()
    {
        _ledger = SqliteLedger.Open(Path.Combine(_folder, "ledger.db"));
        (_first, _second) = (new Replica(_ledger, NullLogger<Replica>.Instance), new Replica(_ledger, NullLogger<Replica>.Instance));
        await _first.StartAsync(CancellationToken.None);
        await _second.StartAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Silos_share_their_keys()
    {
        var (one, two) = (One, Two);
        var key = await one.ForSigningAsync(1000, CancellationToken.None);
        await _second.CatchUpAsync(CancellationToken.None);
        var token = CompactJws.Parse(key.Sign("{}"u8))!;
        two.Find(key.Id)!.Key.Verifies(token).ShouldBeTrue();
        (await two.CurrentAsync(CancellationToken.None)).Key.Id.ShouldBe(key.Id);
    }

    [Fact]
    public async Task A_first_start_of_several_at_once_ends_with_one_that_signs_and_none_that_does_not_verify()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? One : Two).ForSigningAsync(1000 + i, CancellationToken.None).AsTask()));
        await Task.WhenAll(_first.CatchUpAsync(CancellationToken.None).AsTask(), _second.CatchUpAsync(CancellationToken.None).AsTask());
        (await One.CurrentAsync(CancellationToken.None)).Key.Id.ShouldBe((await Two.CurrentAsync(CancellationToken.None)).Key.Id);
        foreach (var key in keys)
        {
            One.Find(key.Id)!.Key.Verifies(CompactJws.Parse(key.Sign("{}"u8))!).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_ledger_knows_how_long_a_keys_tokens_live_before_they_are_signed()
    {
        var store = One;
        var end = _time.Now.AddHours(1).ToUnixTimeSeconds();
        var key = await store.ForSigningAsync(end, CancellationToken.None);
        store.Find(key.Id)!.TokensUntil.ShouldBeGreaterThanOrEqualTo(end);
        var revision = store.Find(key.Id)!.Revision;
        await store.ForSigningAsync(end + 60, CancellationToken.None);
        store.Find(key.Id)!.Revision.ShouldBe(revision, "not every token writes");
        await store.ForSigningAsync(null, CancellationToken.None);
        store.Find(key.Id)!.TokensUntil.ShouldBe(long.MaxValue);
    }

    [Fact]
    public async Task A_key_that_signs_no_more_is_kept_without_its_private_half_until_its_tokens_have_ended()
    {
        var store = One;
        var old = await store.ForSigningAsync(_time.Now.AddHours(1).ToUnixTimeSeconds(), CancellationToken.None);
        _time.Now += TimeSpan.FromSeconds(1);
        var next = await store.RotateAsync(revoke: false, CancellationToken.None);
        next.Id.ShouldNotBe(old.Id);
        store.Find(old.Id)!.Key.CanSign.ShouldBeFalse();
        (await store.ForSigningAsync(0, CancellationToken.None)).Id.ShouldBe(next.Id);
        _time.Now += TimeSpan.FromDays(2);
        await store.TidyAsync(CancellationToken.None);
        store.Find(old.Id).ShouldBeNull();
        store.Find(next.Id).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_key_that_signed_a_token_without_end_stays()
    {
        var store = One;
        var old = await store.ForSigningAsync(null, CancellationToken.None);
        _time.Now += TimeSpan.FromSeconds(1);
        await store.RotateAsync(revoke: false, CancellationToken.None);
        _time.Now += TimeSpan.FromDays(10_000);
        await store.TidyAsync(CancellationToken.None);
        store.Find(old.Id).ShouldNotBeNull();
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _ledger.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(60);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
