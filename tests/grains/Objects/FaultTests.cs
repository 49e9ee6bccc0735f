namespace Orchestrator.Grains.Tests.Objects;

public sealed class FaultTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task While_the_store_is_away_writes_fail_and_the_object_stays()
    {
        var subject = await cluster.ExistingConfigMapAsync("away");
        var before = subject.Read();

        cluster.Faults.Set(FaultyLedger.Fault.Away);
        (await subject.PatchAsync("""{"data":{"a":"1"}}""")).ExpectRefusal(503, "ServiceUnavailable");
        (await subject.PatchAsync("""{"data":{"a":"1"}}""")).ExpectRefusal(503, "ServiceUnavailable");
        cluster.Faults.Set(FaultyLedger.Fault.None);

        subject.Read().ShouldBe(before);
        (await subject.PatchAsync("""{"data":{"b":"2"}}""")).Expect(200).At("data.a").ShouldBeNull();
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_by_the_next_write()
    {
        var subject = await cluster.ExistingConfigMapAsync("lost");

        cluster.Faults.Set(FaultyLedger.Fault.AnswerLost);
        (await subject.PatchAsync("""{"data":{"a":"1"}}""")).ExpectRefusal(503, "ServiceUnavailable");
        cluster.Faults.Set(FaultyLedger.Fault.None);

        (await subject.PatchAsync("""{"data":{"b":"2"}}""")).Expect(200).At("data.a").ShouldBe("1");
    }

    [Fact]
    public async Task A_write_by_another_writer_costs_a_retry_and_is_not_lost()
    {
        var subject = await cluster.ExistingConfigMapAsync("rival");
        var entry = cluster.Replica.Get(subject.Key)!;

        // Another activation of the same object, on another silo, commits without this one knowing.
        var theirs = System.Text.Encoding.UTF8.GetString(entry.Json.Span)
            .Replace($"\"resourceVersion\":\"{entry.Revision}\"", "\"resourceVersion\":\"REVISION\"", StringComparison.Ordinal)
            .TrimEnd('}') + "},\"data\":{\"theirs\":\"1\"}}";
        var document = Orchestrator.Ledger.Contract.Document.Find(System.Text.Encoding.UTF8.GetBytes(theirs));
        var commit = cluster.Ledger.CommitAsync(
            [new(Orchestrator.Ledger.Contract.ChangeType.Updated, subject.Key, entry.Revision, document)], CancellationToken.None);
        var ours = subject.PatchAsync("""{"data":{"ours":"1"}}""");

        (await commit).Committed.ShouldBeTrue();
        (await ours).Expect(200);
        subject.Read()!.ShouldContain("theirs");
        subject.Read()!.ShouldContain("ours");
    }
}
