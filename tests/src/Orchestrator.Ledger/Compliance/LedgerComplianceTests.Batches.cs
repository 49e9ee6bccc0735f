using Orchestrator.Ledger.Contract;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Compliance;

/// <content>Batches and the groups that they share.</content>
public abstract partial class LedgerComplianceTests
{
    [SkippableFact]
    public async Task A_batch_takes_successive_revisions()
    {
        var result = await Ledger.CommitAsync(Create(Pod("a")), Create(Pod("b")), Create(Pod("c")));

        result.Records.Select(record => (record.Key.Name, record.Revision)).ShouldBe([("a", 1), ("b", 2), ("c", 3)]);
    }

    [SkippableFact]
    public async Task A_batch_is_all_or_nothing()
    {
        await Ledger.WriteAsync(Create(Pod("taken"), "before"));

        var result = await Ledger.CommitAsync(Create(Pod("a")), Update(Pod("taken"), 1, "after"), Create(Pod("taken")));

        result.Conflict.ShouldBe(new CommitConflict(Pod("taken"), 0, 1));
        (await Ledger.ReadAsync(Pod("a"))).ShouldBeNull();
        (await Ledger.ReadAsync(Pod("taken"))).ShouldNotBeNull().Text().ShouldContain("before");
        (await Ledger.GetRevisionAsync()).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Mutations_of_one_object_follow_each_other_in_a_batch()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "0"));

        var result = await Ledger.CommitAsync(Update(Pod("a"), 1, "1"), Update(Pod("a"), Mutation.Previous, "2"), Update(Pod("a"), Mutation.Previous, "3"));

        result.Records.Select(record => record.Revision).ShouldBe([2, 3, 4]);
        (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull().Revision.ShouldBe(4);
        (await Ledger.TakeAsync(1, 3)).Select(record => record.Text()[^3]).ShouldBe(['1', '2', '3']);
    }

    [SkippableFact]
    public async Task An_object_can_be_made_deleted_and_made_again_in_one_batch()
    {
        var result = await Ledger.CommitAsync(
            Create(Pod("a"), "1"),
            Delete(Pod("a"), Mutation.Previous),
            new Mutation(ChangeType.Created, Pod("a"), Mutation.Previous, Document("2")));

        result.Committed.ShouldBeTrue();
        (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull().Revision.ShouldBe(3);
        (await Ledger.CommitAsync(Update(Pod("a"), 3), Delete(Pod("a"), Mutation.Previous))).Committed.ShouldBeTrue();
        (await Ledger.ReadAsync(Pod("a"))).ShouldBeNull();
    }

    [SkippableFact]
    public async Task A_batch_that_goes_wrong_in_the_middle_of_a_chain_leaves_the_object_as_it_was()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "before"));

        var result = await Ledger.CommitAsync(Update(Pod("a"), 1, "1"), Delete(Pod("a"), Mutation.Previous), Update(Pod("a"), Mutation.Previous, "2"));

        result.Conflict.ShouldBe(new CommitConflict(Pod("a"), Mutation.Previous, 1));
        (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull().Text().ShouldContain("before");
    }

    [SkippableFact]
    public async Task A_batch_of_nothing_and_one_that_follows_nothing_are_errors_of_the_caller()
    {
        await Should.ThrowAsync<ArgumentException>(() => Ledger.CommitAsync());
        await Should.ThrowAsync<ArgumentException>(() => Ledger.CommitAsync(Create(Pod("b")), Update(Pod("a"), Mutation.Previous)));
    }

    [SkippableFact]
    public async Task A_refused_batch_does_not_harm_those_that_share_its_group()
    {
        await Ledger.WriteAsync(Create(Pod("taken")));

        var tasks = Enumerable.Range(0, 200)
            .Select(i => i % 2 == 0 ? Ledger.CommitAsync(Create(Pod($"a{i}"))) : Ledger.CommitAsync(Create(Pod($"a{i}")), Create(Pod("taken"))))
            .ToList();
        var results = await Task.WhenAll(tasks);

        results.Where((_, i) => i % 2 == 0).ShouldAllBe(result => result.Committed);
        results.Where((_, i) => i % 2 == 1).ShouldAllBe(result => result.Conflict == new CommitConflict(Pod("taken"), 0, 1));
        (await Ledger.GetRevisionAsync()).ShouldBe(101);
        (await Ledger.ReadAsync(Pod("a1"))).ShouldBeNull();
    }

    [SkippableFact]
    public async Task Of_many_creates_of_one_object_at_once_one_passes()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Ledger.CommitAsync(Create(Pod("a"), $"{i}"))));

        results.Count(result => result.Committed).ShouldBe(1);
        results.Where(result => !result.Committed).ShouldAllBe(result => result.Conflict!.ActualRevision == 1);
    }

    [SkippableFact]
    public async Task A_batch_larger_than_a_group_is_committed_whole()
    {
        var batch = Enumerable.Range(0, 3_000).Select(i => Create(Pod($"a{i}"))).ToArray();

        (await Ledger.WriteAsync(batch)).ShouldBe(3_000);

        (await Ledger.TakeAsync(0, 3_000)).Count.ShouldBe(3_000);
        await ReopenAsync();
        var records = await Ledger.TakeAsync(0, 3_000);
        records.Count.ShouldBe(3_000);
    }

    [SkippableFact]
    public async Task A_cancelled_commit_is_not_begun()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Ledger.CommitAsync([Create(Pod("a"))], cancelled.Token));

        (await Ledger.GetRevisionAsync()).ShouldBe(0);
    }
}
