using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Apply;

public sealed class FieldSetTests
{
    [Theory]
    [InlineData("""{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:replicas":{}}}""")]
    [InlineData("""{"f:spec":{"f:containers":{"k:{\"name\":\"web\"}":{".":{},"f:image":{},"f:name":{}}}}}""")]
    [InlineData("""{"f:a":{},"k:{\"port\":80,\"protocol\":\"TCP\"}":{},"k:{\"port\":443,\"protocol\":\"TCP\"}":{},"v:\"x\"":{},"i:2":{},"i:10":{}}""")]
    [InlineData("{}")]
    public void A_set_is_written_as_it_was_read(string text) => Write(Read(text)).ShouldBe(text);

    [Theory]
    [InlineData("""{"x:spec":{}}""")]
    [InlineData("""{"k:name":{}}""")]
    [InlineData("""{"f:spec":1}""")]
    [InlineData("""["f:spec"]""")]
    [InlineData("""{"v:":{}}""")]
    public void What_is_no_set_is_not_read(string text) => FieldSetJson.TryRead(RawJson.FromText(text), out _).ShouldBeFalse();

    [Fact]
    public void Steps_are_in_order_fields_then_keys_by_value_then_values_then_places() =>
        Write(Read("""{"i:1":{},"v:2":{},"v:10":{},"v:\"a\"":{},"k:{\"p\":443}":{},"k:{\"p\":80}":{},"f:b":{},"f:B":{}}"""))
            .ShouldBe("""{"f:B":{},"f:b":{},"k:{\"p\":80}":{},"k:{\"p\":443}":{},"v:2":{},"v:10":{},"v:\"a\"":{},"i:1":{}}""");

    [Fact]
    public void A_difference_takes_paths_and_a_recursive_one_what_is_below_them()
    {
        var set = Read("""{"f:spec":{".":{},"f:a":{},"f:b":{}}}""");
        Write(set.Difference(FieldSet.Of("spec"))).ShouldBe("""{"f:spec":{"f:a":{},"f:b":{}}}""");
        set.RecursiveDifference(FieldSet.Of("spec")).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Paths_read_as_in_a_real_servers_conflicts() =>
        Read("""{"f:spec":{"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{"f:name":{}}},"f:set":{"v:\"x\"":{}},"f:list":{"i:3":{}}}}""").Paths()
            .ShouldBe([".spec.list[3]", """.spec.ports[containerPort=80,protocol="TCP"].name""", """.spec.set[="x"]"""]);

    [Property(MaxTest = 200)]
    public Property Sets_survive_encoding() => Prop.ForAll(Sets(), set => Read(Write(set)).Equals(set));

    [Property(MaxTest = 200)]
    public Property Sets_obey_the_laws_of_sets() => Prop.ForAll(Sets(), Sets(), (a, b) =>
        a.Union(b).Equals(b.Union(a))
        && a.Intersection(b).Equals(b.Intersection(a))
        && a.Difference(b).Union(a.Intersection(b)).Equals(a)
        && a.Union(b).Difference(b).Equals(a.Difference(b))
        && a.Overlaps(b) != a.Intersection(b).IsEmpty
        && a.Union(b).Contains(a)
        && a.Contains(b) == b.Difference(a).IsEmpty);

    private static Arbitrary<FieldSet> Sets()
    {
        var step = Gen.Elements("f:a", "f:b", "f:c", "k:{\"name\":\"x\"}", "k:{\"name\":\"y\"}", "v:1", "v:\"z\"", "i:0");
        var path = step.NonEmptyListOf().Select(steps => PathOf([.. steps.Take(4)]));
        return path.ListOf().Select(paths => paths.Aggregate(FieldSet.Empty, (all, one) => all.Union(one))).ToArbitrary();
    }

    private static FieldSet PathOf(string[] steps) =>
        Read(steps.Reverse().Aggregate("{}", (below, step) => $"{{{System.Text.Json.JsonSerializer.Serialize(step)}:{below}}}"));

    private static FieldSet Read(string text)
    {
        FieldSetJson.TryRead(RawJson.FromText(text), out var set).ShouldBeTrue();
        return set;
    }

    private static string Write(FieldSet set) => FieldSetJson.Write(set).ToString();
}
