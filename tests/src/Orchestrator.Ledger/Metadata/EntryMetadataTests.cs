using System.Text;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Metadata;

public sealed class EntryMetadataTests
{
    [Fact]
    public void It_reads_what_metadata_says()
    {
        var entry = Entry("""
            {"apiVersion":"v1","kind":"Pod","spec":{"metadata":{"uid":"not me"}},"metadata":{"name":"a","managedFields":[{"fieldsV1":{"uid":1}}],"uid":"u1",
            "generation":3,"creationTimestamp":"2026-01-02T03:04:05Z","deletionTimestamp":"2026-01-02T03:04:06Z","deletionGracePeriodSeconds":30,
            "labels":{"app":"web","tier":"","esc\"aped":"\u00e9"},"annotations":{"note":"x"},"finalizers":["f1","f2"],
            "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"rs","uid":"o1","controller":true,"blockOwnerDeletion":true},{"uid":"o2","controller":false}]}}
            """);

        entry.Uid.ShouldBe("u1");
        entry.Generation.ShouldBe(3);
        entry.Metadata.CreationTimestamp.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        entry.DeletionTimestamp.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero));
        entry.Labels.ShouldBe(new Dictionary<string, string> { ["app"] = "web", ["tier"] = "", ["esc\"aped"] = "é" }, ignoreOrder: true);
        entry.Labels.TryGetValue("missing", out _).ShouldBeFalse();
        entry.Annotations["note"].ShouldBe("x");
        entry.Metadata.Finalizers.ShouldBe(["f1", "f2"]);
        entry.OwnerReferences.ShouldBe([new EntryOwner("apps/v1", "ReplicaSet", "rs", "o1", true, true), new EntryOwner("", "", "", "o2", false, false)]);
        entry.Metadata.Controller!.Uid.ShouldBe("o1");
    }

    [Theory]
    [InlineData("""{"kind":"Pod"}""")]
    [InlineData("""{"metadata":null}""")]
    [InlineData("""{"metadata":{}}""")]
    [InlineData("""{"metadata":{"labels":null,"ownerReferences":null,"deletionTimestamp":null,"generation":null}}""")]
    public void What_is_missing_stays_empty(string json)
    {
        var entry = Entry(json);

        entry.Uid.ShouldBe("");
        entry.Labels.ShouldBeEmpty();
        entry.Annotations.ShouldBeEmpty();
        entry.OwnerReferences.ShouldBeEmpty();
        entry.DeletionTimestamp.ShouldBeNull();
        entry.Metadata.Controller.ShouldBeNull();
    }

    [Fact]
    public void Equal_short_texts_are_one_string()
    {
        var one = Entry("""{"metadata":{"labels":{"app":"web"}}}""");
        var two = Entry("""{"metadata":{"labels":{"app":"web"}}}""");

        one.Labels["app"].ShouldBeSameAs(two.Labels["app"]);
    }

    private static ReplicaEntry Entry(string json) => new() { Key = Pod("a"), Revision = 1, Json = Encoding.UTF8.GetBytes(json) };
}
