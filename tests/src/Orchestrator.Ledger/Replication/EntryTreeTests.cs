using Orchestrator.Ledger.Replication;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Replication;

public sealed class EntryTreeTests
{
    [Theory]
    [InlineData(10, 1)]
    [InlineData(5_000, 1)]
    [InlineData(5_000, 100)]
    public void It_agrees_with_a_sorted_dictionary_and_old_roots_do_not_change(int names, int editLength)
    {
        var random = new Random(names + editLength);
        var expected = new SortedDictionary<string, ReplicaEntry>(StringComparer.Ordinal);
        var tree = default(EntryTree);
        var kept = new List<(EntryTree Tree, ReplicaEntry[] Expected)>();
        var edit = 0L;
        for (var i = 0; i < 20_000; i++)
        {
            edit = i % editLength == 0 ? EntryTree.NewEdit() : edit;
            var name = $"n{random.Next(names)}";
            if (random.Next(20_000) < i / 2 && expected.Remove(name))
            {
                tree = tree.Remove("ns", name, edit);
            }
            else
            {
                expected[name] = Entry(name, i);
                tree = tree.Set(expected[name], edit);
            }

            tree.Find("ns", name).ShouldBe(expected.GetValueOrDefault(name));
            if (i % 1_000 == editLength - 1)
            {
                kept.Add((tree, [.. expected.Values]));
                edit = EntryTree.NewEdit();
            }
        }

        kept.Add((tree, [.. expected.Values]));
        foreach (var (root, entries) in kept)
        {
            root.Count.ShouldBe(entries.Length);
            for (var i = 0; i < entries.Length; i += 97)
            {
                root.CountUpTo("ns", entries[i].Key.Name).ShouldBe(i + 1);
                root.CountUpTo("ns", entries[i].Key.Name + "\0").ShouldBe(i + 1);
            }

            root.CountUpTo("ns\0", "").ShouldBe(entries.Length);
            root.CountUpTo("nr", "z").ShouldBe(0);
            Walk(root).ShouldBe(entries);
        }
    }

    [Fact]
    public void Names_in_order_fill_the_nodes_and_all_can_be_removed()
    {
        var tree = default(EntryTree);
        var edit = EntryTree.NewEdit();
        for (var i = 0; i < 10_000; i++)
        {
            tree = tree.Set(Entry($"n{i:d5}", i), edit);
        }

        Walk(tree).Select(entry => entry.Revision).ShouldBe(Enumerable.Range(0, 10_000).Select(i => (long)i));
        for (var i = 0; i < 10_000; i++)
        {
            tree = tree.Remove("ns", $"n{i:d5}", EntryTree.NewEdit());
        }

        tree.Count.ShouldBe(0);
        Walk(tree).ShouldBeEmpty();
    }

    private static ReplicaEntry Entry(string name, long revision) => new() { Key = Pod(name, "ns"), Revision = revision, Json = default };

    private static List<ReplicaEntry> Walk(EntryTree tree)
    {
        var entries = new List<ReplicaEntry>();
        var cursor = new EntryCursor(tree, "", "");
        while (cursor.TryNext(out var entry))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
