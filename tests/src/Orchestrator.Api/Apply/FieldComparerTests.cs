using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Apply;

public sealed class FieldComparerTests
{
    private static readonly TypeSchema Map = TypeSchemas.Get("core/v1.ConfigMap");

    [Property(MaxTest = 300)]
    public bool The_entries_that_differ_are_found_whatever_their_texts_hold(Dictionary<NonNull<string>, NonNull<string>> old, Dictionary<NonNull<string>, NonNull<string>> now)
    {
        var before = old.ToDictionary(entry => entry.Key.Get, entry => entry.Value.Get + "}]{[\"\\");
        var after = now.ToDictionary(entry => entry.Key.Get, entry => entry.Value.Get + "}]{[\"\\");
        foreach (var (key, value) in before.Where((_, i) => i % 2 == 0))
        {
            after[key] = value;
        }

        var comparison = FieldComparer.Compare(Bytes(before), Bytes(after), Map);
        return Entries(comparison.Changed).SetEquals(after.Where(entry => before.GetValueOrDefault(entry.Key) != entry.Value).Select(entry => entry.Key))
            && Entries(comparison.Removed).SetEquals(before.Keys.Except(after.Keys));
    }

    [Theory]
    [InlineData("""{"data":{"a":"1"}}""", """{"data":{"a":"1"},"immutable":true}""", ".immutable", "")]
    [InlineData("""{"immutable":true,"data":{"a":"1"}}""", """{"data":{"b":"1"}}""", ".data.b", ".data.a\n.immutable")]
    [InlineData("""{"data":{"a":"1"}}""", """{"data":null}""", "", ".data.a")]
    [InlineData("""{"data":null}""", """{"data":{"a":"1"}}""", ".data.a", "")]
    [InlineData("""{"data":null}""", """{"data":{}}""", ".data", "")]
    [InlineData("""{}""", """{"data":{}}""", ".data", "")]
    [InlineData("""{"metadata":{"uid":"1","labels":{"x":"y"}}}""", """{"metadata":{"uid":"2","name":"n"}}""", "", ".metadata.labels\n.metadata.labels.x")]
    [InlineData("""{"data":{"a":"\u0041"}}""", """{"data":{"a":"A"}}""", "", "")]
    public void Differences_are_paths(string old, string now, string changed, string removed)
    {
        var comparison = FieldComparer.Compare(Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(now), Map);
        comparison.Changed.ToString().ShouldBe(changed);
        comparison.Removed.ToString().ShouldBe(removed);
    }

    [Fact]
    public void A_large_map_of_other_names_is_compared_in_good_time()
    {
        var old = Enumerable.Range(0, 50_000).ToDictionary(i => $"a{i}", _ => "x");
        var now = Enumerable.Range(0, 50_000).ToDictionary(i => $"b{i}", _ => "x");
        var comparison = FieldComparer.Compare(Bytes(old), Bytes(now), Map);
        Entries(comparison.Changed).Count.ShouldBe(50_000);
        Entries(comparison.Removed).Count.ShouldBe(50_000);
    }

    private static byte[] Bytes(Dictionary<string, string> data) =>
        JsonTree.ToBytes(new JsonObject { ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))) });

    private static HashSet<string> Entries(FieldSet set) =>
        [.. ((JsonObject?)FieldSetJson.Write(set).ToNode()?["f:data"] ?? []).Select(entry => entry.Key).Where(key => key != ".").Select(key => key[2..])];
}
