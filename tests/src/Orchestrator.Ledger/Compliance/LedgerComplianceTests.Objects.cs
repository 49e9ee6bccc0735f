using Orchestrator.Ledger.Contract;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Compliance;

/// <content>One object at a time.</content>
public abstract partial class LedgerComplianceTests
{
    [SkippableFact]
    public async Task An_empty_ledger_is_at_revision_zero() => (await Ledger.GetRevisionAsync()).ShouldBe(0);

    [SkippableFact]
    public async Task Create_stores_the_object_with_its_revision_inside()
    {
        var result = await Ledger.CommitAsync(Create(Pod("a"), "x"));

        result.Committed.ShouldBeTrue();
        var record = result.Records.ShouldHaveSingleItem();
        record.Revision.ShouldBe(1);
        record.Text().ShouldBe("""{"kind":"Pod","metadata":{"resourceVersion":"1"},"value":"x"}""");
        var read = await Ledger.ReadAsync(Pod("a"));
        read.ShouldNotBeNull().Revision.ShouldBe(1);
        read.Key.ShouldBe(Pod("a"));
        read.Text().ShouldBe(record.Text());
        (await Ledger.GetRevisionAsync()).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Create_with_an_existing_key_is_refused()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "first"));

        var result = await Ledger.CommitAsync(Create(Pod("a"), "second"));

        result.Conflict.ShouldBe(new CommitConflict(Pod("a"), 0, 1));
        result.Records.ShouldBeEmpty();
        (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull().Text().ShouldContain("first");
        (await Ledger.GetRevisionAsync()).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Read_of_a_missing_object_is_null() => (await Ledger.ReadAsync(Pod("missing"))).ShouldBeNull();

    [SkippableFact]
    public async Task Update_replaces_the_state()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "old"));

        (await Ledger.WriteAsync(Update(Pod("a"), 1, "new"))).ShouldBe(2);

        var read = (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull();
        read.Revision.ShouldBe(2);
        read.Text().ShouldBe("""{"kind":"Pod","metadata":{"resourceVersion":"2"},"value":"new"}""");
    }

    [SkippableFact]
    public async Task Update_based_on_a_stale_revision_is_refused()
    {
        await Ledger.WriteAsync(Create(Pod("a")));
        await Ledger.WriteAsync(Update(Pod("a"), 1, "second"));

        var result = await Ledger.CommitAsync(Update(Pod("a"), 1, "stale"));

        result.Conflict.ShouldBe(new CommitConflict(Pod("a"), 1, 2));
        (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull().Text().ShouldContain("second");
    }

    [SkippableTheory]
    [InlineData(ChangeType.Updated)]
    [InlineData(ChangeType.Deleted)]
    public async Task Change_of_a_missing_object_is_refused(ChangeType type)
    {
        (await Ledger.CommitAsync(new Mutation(type, Pod("a"), 7, Document()))).Conflict.ShouldBe(new CommitConflict(Pod("a"), 7, 0));
        (await Ledger.CommitAsync(new Mutation(type, Pod("a"), 0, Document()))).Conflict.ShouldBe(new CommitConflict(Pod("a"), 0, 0));
    }

    [SkippableFact]
    public async Task Conditional_delete_with_a_stale_revision_is_refused_and_with_the_current_one_passes()
    {
        await Ledger.WriteAsync(Create(Pod("a")));
        await Ledger.WriteAsync(Update(Pod("a"), 1));

        (await Ledger.CommitAsync(Delete(Pod("a"), 1))).Conflict.ShouldBe(new CommitConflict(Pod("a"), 1, 2));
        (await Ledger.CommitAsync(Delete(Pod("a"), 2))).Committed.ShouldBeTrue();
        (await Ledger.ReadAsync(Pod("a"))).ShouldBeNull();
    }

    [SkippableFact]
    public async Task The_record_of_a_deletion_has_the_last_state_and_the_revision_of_the_deletion()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "state"));
        await Ledger.WriteAsync(Create(Pod("other")));

        await Ledger.WriteAsync(Delete(Pod("a"), 1, "state"));

        var records = await Ledger.TakeAsync(0, 3);
        records[2].Type.ShouldBe(ChangeType.Deleted);
        records[2].Revision.ShouldBe(3);
        records[2].Text().ShouldBe("""{"kind":"Pod","metadata":{"resourceVersion":"3"},"value":"state"}""");
    }

    [SkippableFact]
    public async Task A_deleted_object_can_be_created_again()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "first"));
        await Ledger.WriteAsync(Delete(Pod("a"), 1));

        (await Ledger.CommitAsync(Update(Pod("a"), 1))).Committed.ShouldBeFalse();
        (await Ledger.WriteAsync(Create(Pod("a"), "second"))).ShouldBe(3);

        (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull().Text().ShouldContain("second");
    }

    [SkippableFact]
    public async Task Keys_that_look_alike_are_different_objects()
    {
        var keys = new[]
        {
            Pod("a"), Pod("A"), Pod("a", "other"), Pod("a", ""), Pod("a") with { Resource = "services" },
            Pod("a") with { Group = "apps" }, Pod("a b"), Pod("å"), Pod("a:b"), Pod("a."),
        };

        foreach (var key in keys)
        {
            await Ledger.WriteAsync(Create(key, $"{key}"));
        }

        foreach (var key in keys)
        {
            (await Ledger.ReadAsync(key)).ShouldNotBeNull().Text().ShouldContain($"\"{key}\"");
        }
    }

    [SkippableFact]
    public async Task An_object_of_three_mebibytes_comes_back_whole()
    {
        var value = new string('x', 3 << 20);

        await Ledger.WriteAsync(Create(Pod("large"), value));

        (await Ledger.ReadAsync(Pod("large"))).ShouldNotBeNull().Text().ShouldContain(value);
        (await Ledger.TakeAsync(0, 1))[0].Text().ShouldContain(value);
    }

    [SkippableFact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "kept"));
        await Ledger.WriteAsync(Create(Pod("b")));
        await Ledger.WriteAsync(Delete(Pod("b"), 2));

        await ReopenAsync();

        (await Ledger.GetRevisionAsync()).ShouldBe(3);
        (await Ledger.ReadAsync(Pod("a"))).ShouldNotBeNull().Text().ShouldContain("kept");
        (await Ledger.TakeAsync(0, 3)).Select(record => record.Type).ShouldBe([ChangeType.Created, ChangeType.Created, ChangeType.Deleted]);
        (await Ledger.WriteAsync(Create(Pod("c")))).ShouldBe(4);
    }
}
