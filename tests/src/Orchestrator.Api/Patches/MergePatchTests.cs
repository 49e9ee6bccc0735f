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
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Merges_as_the_RFC_says(string document, string patch, string expected) =>
        JsonNode.DeepEquals(MergePatch.Apply(JsonNode.Parse(document), JsonNode.Parse(patch)), JsonNode.Parse(expected)).ShouldBeTrue();

    [Theory]
    [InlineData("[]", "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("\"x\"", "error decoding patch: json: cannot unmarshal string into Go value of type map[string]interface {}")]
    public void The_body_of_a_request_must_be_an_object(string patch, string message)
    {
        var failure = Should.Throw<PatchException>(() => MergePatch.Apply([], Encoding.UTF8.GetBytes(patch)));
        failure.Failure.ShouldBe(PatchFailure.Malformed);
        failure.Message.ShouldBe(message);
    }

    [Property]
    public bool Applying_twice_is_applying_once(Dictionary<string, string?> first, Dictionary<string, string?> second)
    {
        var patch = Json(second).ToJsonString();
        var once = MergePatch.Apply(Json(first), Encoding.UTF8.GetBytes(patch)).ToJsonString();
        var twice = MergePatch.Apply((JsonObject)JsonNode.Parse(once)!, Encoding.UTF8.GetBytes(patch)).ToJsonString();
        return once == twice;
    }

    [Property]
    public bool What_the_patch_says_is_so_afterwards_and_the_rest_is_as_before(Dictionary<string, string?> before, Dictionary<string, string?> patch)
    {
        var after = MergePatch.Apply(Json(before), Encoding.UTF8.GetBytes(Json(patch).ToJsonString()));
        return patch.All(p => p.Value is null ? !after.ContainsKey(p.Key) : (string?)after[p.Key] == p.Value)
            && before.Where(b => !patch.ContainsKey(b.Key)).All(b => (string?)after[b.Key] == b.Value);
    }

    private static JsonObject Json(Dictionary<string, string?> map) =>
        new(map.Where(e => e.Key is not null).Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value)));
}
