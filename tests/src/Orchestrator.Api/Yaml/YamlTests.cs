using System.Text;
using Orchestrator.Api.Yaml;

namespace Orchestrator.Api.Tests.Yaml;

/// <summary>YAML as sigs.k8s.io/yaml reads and writes it.</summary>
public class YamlTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: \"1\"", """{"a":"1"}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: yes\nb: No\nc: on\nd: 'yes'\ne: TRUE", """{"a":true,"b":false,"c":true,"d":"yes","e":true}""")]
    [InlineData("a:\nb: ~\nc: null\nd: \"\"", """{"a":null,"b":null,"c":null,"d":""}""")]
    [InlineData("a: 0x10\nb: 0o10\nc: 010\nd: 1_000\ne: -5\nf: +5", """{"a":16,"b":8,"c":8,"d":1000,"e":-5,"f":5}""")]
    [InlineData("a: 1.5\nb: 1e3\nc: .5\nd: 1.0", """{"a":1.5,"b":1000,"c":0.5,"d":1}""")]
    [InlineData("a: 2020-01-01\nb: 2020-01-01T00:00:00Z\nc: 1.2.3\nd: 100m\ne: 1:30", """{"a":"2020-01-01","b":"2020-01-01T00:00:00Z","c":"1.2.3","d":"100m","e":"1:30"}""")]
    [InlineData("a: !!str 1", """{"a":"1"}""")]
    [InlineData("1: a\ntrue: b", """{"1":"a","true":"b"}""")]
    [InlineData("a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2", """{"a":{"b":1},"c":{"b":1},"d":{"b":1,"e":2}}""")]
    [InlineData("a: |\n  x\n  y\nb: >-\n  x\n  y", """{"a":"x\ny\n","b":"x y"}""")]
    [InlineData("- 1\n- [2, {a: b}]", """[1,[2,{"a":"b"}]]""")]
    [InlineData("a: 1\n---\nb: 2", """{"a":1}""")]
    [InlineData("{\"a\": [1, \"x\"]}", """{"a":[1,"x"]}""")]
    [InlineData("", "null")]
    public void Reads(string yaml, string json) => Encoding.UTF8.GetString(YamlCodec.ToJson(Encoding.UTF8.GetBytes(yaml))).ShouldBe(json);

    [Theory]
    [InlineData("a: [1")]
    [InlineData("a: *unknown")]
    [InlineData("a: .inf")]
    [InlineData("{[1]: 2}: 3")]
    public void Refuses(string yaml) => Should.Throw<YamlException>(() => YamlCodec.ToJson(Encoding.UTF8.GetBytes(yaml)));

    [Fact]
    public void Names_keys_that_come_twice()
    {
        var duplicates = new List<string>();
        Encoding.UTF8.GetString(YamlCodec.ToJson("a: 1\nb: 2\na: 3"u8, duplicates)).ShouldBe("""{"a":3,"b":2}""");
        duplicates.ShouldBe(["line 3: key \"a\" already set in map"]);
    }

    [Fact]
    public void Aliases_do_not_blow_up()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
        {
            bomb.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Should.Throw<YamlException>(() => YamlCodec.ToJson(Encoding.UTF8.GetBytes(bomb.ToString()))).Message.ShouldContain("excessive aliasing");
    }

    [Fact]
    public void Deep_documents_are_refused() =>
        Should.Throw<YamlException>(() => YamlCodec.ToJson(Encoding.UTF8.GetBytes(new string('[', 10_000))));

    [Theory]
    [InlineData("""{"a":"1","b":"true","c":"","d":"null","e":"1.5","f":"2020-01-01T00:00:00Z","g":"0x1","h":"y","i":"1:30"}""",
        "a: \"1\"\nb: \"true\"\nc: \"\"\nd: \"null\"\ne: \"1.5\"\nf: \"2020-01-01T00:00:00Z\"\ng: \"0x1\"\nh: \"y\"\ni: \"1:30\"\n")]
    [InlineData("""{"a":"x: y","b":"- x","c":"#x","d":"x #y","e":"a:b","f":" x","g":"it's","h":"*","i":"{x}","j":"a,b"}""",
        "a: 'x: y'\nb: '- x'\nc: '#x'\nd: 'x #y'\ne: a:b\nf: ' x'\ng: it's\nh: '*'\ni: '{x}'\nj: a,b\n")]
    [InlineData("""{"a":"x\ny\n","b":"x\ny","c":"x\n\n","d":" x\ny","e":"x \ny","f":"\ttab"}""",
        "a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |+\n  x\n\nd: |2-\n   x\n  y\ne: \"x \\ny\"\nf: \"\\ttab\"\n")]
    [InlineData("""{"a":[],"b":{},"c":[[1,2],[]],"d":[{"p":1,"q":[1]}],"e":null,"f":1.50,"g":true}""",
        "a: []\nb: {}\nc:\n- - 1\n  - 2\n- []\nd:\n- p: 1\n  q:\n  - 1\ne: null\nf: 1.5\ng: true\n")]
    [InlineData("""{"b":1,"a10":1,"a2":1,"B":1,"_":1}""", "_: 1\nB: 1\na2: 1\na10: 1\nb: 1\n")]
    [InlineData("\"x\"", "x\n")]
    [InlineData("{}", "{}\n")]
    public void Writes(string json, string yaml) => Encoding.UTF8.GetString(YamlCodec.FromJson(Encoding.UTF8.GetBytes(json))).ShouldBe(yaml);

    [FsCheck.Xunit.Property]
    public bool Any_string_survives(FsCheck.NonNull<string> text)
    {
        var json = new System.Text.Json.Nodes.JsonObject { ["k"] = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)) };
        var bytes = Api.Json.JsonTree.ToBytes(json);
        return YamlCodec.ToJson(YamlCodec.FromJson(bytes)).AsSpan().SequenceEqual(bytes);
    }
}
