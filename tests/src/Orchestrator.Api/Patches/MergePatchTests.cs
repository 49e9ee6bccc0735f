using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Orchestrator.Api.Patches;

namespace Orchestrator.Api.Tests.Patches;

public class MergePatchTests
{
    // The table of RFC 7386, appendix A.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Merges_as_the_RFC_says(string document, string patch, string expected) =>
        Patched(document, patch).ShouldBe(expected);

    [Theory]
    [InlineData("""{"a\u003cb":1,"c":2}""", """{"a<b":3}""", """{"a\u003cb":3,"c":2}""")]
    [InlineData("""{"a\"b":{"x":1,"y":2}}""", """{"a\u0022b":{"x":null}}""", """{"a\"b":{"y":2}}""")]
    [InlineData("""{"a":{"x":{"deep":[1,{"k":"}"}]}}}""", """{"a":{"z":{"n":null,"m":[null]}}}""", """{"a":{"x":{"deep":[1,{"k":"}"}]},"z":{"m":[null]}}}""")]
    [InlineData("""{"a":"text"}""", """{"a":{"b":{"c":1,"d":null}},"e>f":"<"}""", """{"a":{"b":{"c":1}},"e\u003ef":"\u003c"}""")]
    public void Copies_what_is_untouched_and_finds_names_however_they_are_escaped(string document, string patch, string expected) =>
        Patched(document, patch).ShouldBe(expected);

    [Theory]
    [InlineData("[]", "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("\"x\"", "error decoding patch: json: cannot unmarshal string into Go value of type map[string]interface {}")]
    public void The_body_of_a_request_must_be_an_object(string patch, string message)
    {
        var failure = Should.Throw<PatchException>(() => MergePatch.Apply("{}"u8, Encoding.UTF8.GetBytes(patch)));
        failure.Failure.ShouldBe(PatchFailure.Malformed);
        failure.Message.ShouldBe(message);
    }

    [Property]
    public bool Applying_twice_is_applying_once(Dictionary<string, string?> first, Dictionary<string, string?> second)
    {
        var patch = Text(second);
        var once = Patched(Text(first), patch);
        return once == Patched(once, patch);
    }

    [Property]
    public bool What_the_patch_says_is_so_afterwards_and_the_rest_is_as_before(Dictionary<string, string?> before, Dictionary<string, string?> patch)
    {
        var after = (JsonObject)JsonNode.Parse(Patched(Text(before), Text(patch)))!;
        return Whole(patch).All(p => p.Value is null ? !after.ContainsKey(p.Key) : (string?)after[p.Key] == p.Value)
            && Whole(before).Where(b => !patch.ContainsKey(b.Key)).All(b => (string?)after[b.Key] == b.Value);
    }

    private static string Patched(string document, string patch) =>
        Encoding.UTF8.GetString(MergePatch.Apply(Encoding.UTF8.GetBytes(document), Encoding.UTF8.GetBytes(patch)));

    private static string Text(Dictionary<string, string?> map) =>
        new JsonObject(Whole(map).Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value))).ToJsonString();

    /// <summary>Without halves of surrogate pairs, which no JSON text can hold.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Whole(Dictionary<string, string?> map) =>
        map.Where(e => e.Key is not null && !(e.Key + e.Value).Any(char.IsSurrogate));
}
