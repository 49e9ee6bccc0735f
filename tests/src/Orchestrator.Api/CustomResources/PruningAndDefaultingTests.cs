using Orchestrator.Api.CustomResources.Schemas;

namespace Orchestrator.Api.Tests.CustomResources;

public class PruningAndDefaultingTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"a":"x","b":1}""", """{"a":"x"}""", "v.b")]
    [InlineData("""{"type":"object"}""", """{"a":"x"}""", "{}", "v.a")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""", "")]
    [InlineData(
        """{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"a":{"type":"object","properties":{"x":{"type":"string"}}}}}""",
        """{"a":{"x":"","b":1},"c":2}""", """{"a":{"x":""},"c":2}""", "v.a.b")]
    [InlineData(
        """{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}}""", """[{"a":"x"},{"b":1}]""", """[{"a":"x"},{}]""", "v[1].b")]
    [InlineData(
        """{"type":"object","additionalProperties":{"type":"object","properties":{"a":{"type":"string"}}}}""", """{"k":{"a":"x","b":1}}""", """{"k":{"a":"x"}}""", "v.k.b")]
    [InlineData(
        """{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"spec":{"type":"object"}}}""",
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"a":1},"b":1}""", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{}}""",
        "v.b,v.spec.a")]
    public void Unknown_fields_are_dropped_at_every_depth(string schema, string value, string left, string dropped)
    {
        var tree = SchemaTest.Tree($"{{\"v\":{value}}}");
        var paths = new List<string>();
        Pruning.Prune(tree, SchemaTest.Field(schema), paths);
        tree["v"]!.ToJsonString().ShouldBe(left);
        string.Join(',', paths).ShouldBe(dropped);
    }

    [Theory]
    [InlineData("""{"type":"string","default":"x"}""", "{}", """{"v":"x"}""")]
    [InlineData("""{"type":"string","default":"x"}""", """{"v":null}""", """{"v":"x"}""")]
    [InlineData("""{"type":"string","default":"x","nullable":true}""", """{"v":null}""", """{"v":null}""")]
    [InlineData("""{"type":"string"}""", """{"v":null}""", "{}")]
    [InlineData("""{"type":"string","nullable":true}""", """{"v":null}""", """{"v":null}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","default":1}}}""", "{}", "{}")]
    [InlineData("""{"type":"object","default":{},"properties":{"a":{"type":"integer","default":1}}}""", "{}", """{"v":{"a":1}}""")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer","default":1}}}}""", """{"v":[{},{"a":2}]}""", """{"v":[{"a":1},{"a":2}]}""")]
    [InlineData(
        """{"type":"object","additionalProperties":{"type":"object","properties":{"a":{"type":"integer","default":1}}}}""", """{"v":{"k":{}}}""", """{"v":{"k":{"a":1}}}""")]
    public void Defaults_stand_in_for_what_is_absent_or_null(string schema, string value, string expected)
    {
        var tree = SchemaTest.Tree(value);
        var node = SchemaTest.Field(schema);
        Defaulting.DropNulls(tree, node);
        Defaulting.Apply(tree, node);
        tree.ToJsonString().ShouldBe(expected);
    }
}
