using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Patches;

public class StrategicMergePatchTests
{
    [Theory]
    [InlineData(
        "containers merge by name; the one in the patch comes where the patch has it",
        """{"containers":[{"name":"nginx","image":"nginx-1.0"}]}""",
        """{"containers":[{"name":"log-tailer","image":"log-tailer-1.0"}]}""",
        """{"containers":[{"name":"log-tailer","image":"log-tailer-1.0"},{"name":"nginx","image":"nginx-1.0"}]}""")]
    [InlineData(
        "fields of one container merge",
        """{"containers":[{"name":"a","image":"1","env":[{"name":"X","value":"1"}]},{"name":"b","image":"1"}]}""",
        """{"containers":[{"name":"a","image":"2","env":[{"name":"Y","value":"2"}]}]}""",
        """{"containers":[{"name":"a","image":"2","env":[{"name":"Y","value":"2"},{"name":"X","value":"1"}]},{"name":"b","image":"1"}]}""")]
    [InlineData(
        "$patch: delete takes an element out",
        """{"containers":[{"name":"nginx","image":"1"},{"name":"log-tailer","image":"1"}]}""",
        """{"containers":[{"$patch":"delete","name":"log-tailer"}]}""",
        """{"containers":[{"name":"nginx","image":"1"}]}""")]
    [InlineData(
        "$patch: replace in a list replaces it",
        """{"containers":[{"name":"nginx","image":"1"}]}""",
        """{"containers":[{"name":"log-tailer","image":"1"},{"$patch":"replace"}]}""",
        """{"containers":[{"name":"log-tailer","image":"1"}]}""")]
    [InlineData(
        "$patch: replace in a map replaces it",
        """{"securityContext":{"runAsUser":1,"fsGroup":2}}""",
        """{"securityContext":{"$patch":"replace","runAsGroup":3}}""",
        """{"securityContext":{"runAsGroup":3}}""")]
    [InlineData("$patch: delete of a map empties it", """{"securityContext":{"runAsUser":1}}""", """{"securityContext":{"$patch":"delete"}}""", """{"securityContext":{}}""")]
    [InlineData("null removes", """{"hostname":"h","nodeSelector":{"a":"1","b":"2"}}""", """{"hostname":null,"nodeSelector":{"a":null}}""", """{"nodeSelector":{"b":"2"}}""")]
    [InlineData("nulls do not reach what is new", "{}", """{"nodeSelector":{"a":null,"b":"2"}}""", """{"nodeSelector":{"b":"2"}}""")]
    [InlineData("a list without a strategy is replaced", """{"tolerations":[{"key":"a"}]}""", """{"tolerations":[{"key":"b"}]}""", """{"tolerations":[{"key":"b"}]}""")]
    [InlineData(
        "$setElementOrder puts elements in order and keeps what it does not name in its place",
        """{"containers":[{"name":"a"},{"name":"x"},{"name":"b"}]}""",
        """{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"b","image":"2"}]}""",
        """{"containers":[{"name":"x"},{"name":"b","image":"2"},{"name":"a"}]}""")]
    [InlineData(
        "$setElementOrder alone",
        """{"containers":[{"name":"a"},{"name":"b"}]}""",
        """{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}""",
        """{"containers":[{"name":"b"},{"name":"a"}]}""")]
    [InlineData(
        "$retainKeys drops the other members of a union",
        """{"volumes":[{"name":"v","emptyDir":{"medium":"Memory"}}]}""",
        """{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/x"}}]}""",
        """{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}""")]
    [InlineData(
        "directives do not reach what is new",
        "{}",
        """{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/x"}},{"name":"w","$patch":"delete"}]}""",
        """{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}""")]
    public void Merges_a_pod_spec(string what, string document, string patch, string expected) => Check("core/v1.PodSpec", what, document, patch, expected);

    [Theory]
    [InlineData("lists of scalars are sets", """{"finalizers":["a","b"]}""", """{"finalizers":["b","c"]}""", """{"finalizers":["a","b","c"]}""")]
    [InlineData("$deleteFromPrimitiveList", """{"finalizers":["a","b","c"]}""", """{"$deleteFromPrimitiveList/finalizers":["b","x"]}""", """{"finalizers":["a","c"]}""")]
    [InlineData(
        "$setElementOrder of scalars",
        """{"finalizers":["a","b"]}""",
        """{"$setElementOrder/finalizers":["c","b","a"],"finalizers":["c"]}""",
        """{"finalizers":["c","b","a"]}""")]
    [InlineData("owners merge by uid", """{"ownerReferences":[{"uid":"1","name":"a"}]}""", """{"ownerReferences":[{"uid":"1","controller":true}]}""", """{"ownerReferences":[{"uid":"1","name":"a","controller":true}]}""")]
    public void Merges_metadata(string what, string document, string patch, string expected) => Check("meta/v1.ObjectMeta", what, document, patch, expected);

    [Fact]
    public void A_deployment_strategy_keeps_only_what_the_patch_retains() => Check(
        "apps/v1.DeploymentSpec",
        "retainKeys",
        """{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}""",
        """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""",
        """{"strategy":{"type":"Recreate"}}""");

    [Theory]
    [InlineData("""{"containers":[{"image":"x"}]}""", PatchFailure.Malformed, "map: {\"image\":\"x\"} does not contain declared merge key: name")]
    [InlineData("""{"containers":[{"name":"a","$patch":"frob"}]}""", PatchFailure.NotApplicable, "unknown patch type: frob in map: {\"name\":\"a\",\"$patch\":\"frob\"}")]
    [InlineData("""{"$patch":"frob"}""", PatchFailure.NotApplicable, "unknown patch type: frob in map: {\"$patch\":\"frob\"}")]
    [InlineData("""{"containers":[["a"]]}""", PatchFailure.NotApplicable, "lists of lists are not supported")]
    [InlineData("""{"$setElementOrder/containers":{}}""", PatchFailure.Malformed, "invalid patch format of setElementOrder list")]
    [InlineData("""{"$deleteFromPrimitiveList/containers":{}}""", PatchFailure.Malformed, "invalid patch format of primitive list")]
    [InlineData("""{"$retainKeys":3}""", PatchFailure.Malformed, "invalid patch format of retainKeys")]
    [InlineData("""{"$retainKeys":["hostname"],"subdomain":"x"}""", PatchFailure.Malformed, "patch content doesn't match retainKeys list")]
    [InlineData("""{"containers":[{"$patch":"merge"}]}""", PatchFailure.Malformed, "merging lists cannot yet be specified in the patch")]
    [InlineData("[]", PatchFailure.Malformed, "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    public void Says_what_is_wrong_as_a_real_server_does(string patch, PatchFailure failure, string message)
    {
        var thrown = Should.Throw<PatchException>(() => Apply("core/v1.PodSpec", """{"containers":[{"name":"a"}]}""", patch));
        thrown.Failure.ShouldBe(failure);
        thrown.Message.ShouldBe(message);
    }

    [Property]
    public bool Applying_twice_is_applying_once(byte[] before, byte[] change)
    {
        var document = Pod(before).ToJsonString();
        var patch = Pod(change).ToJsonString();
        var once = Apply("core/v1.PodSpec", document, patch).ToJsonString();
        return Apply("core/v1.PodSpec", once, patch).ToJsonString() == once;
    }

    [Property]
    public bool Every_container_of_both_is_there_once(byte[] before, byte[] change)
    {
        var merged = Apply("core/v1.PodSpec", Pod(before).ToJsonString(), Pod(change).ToJsonString());
        var names = Names(merged);
        return names.Distinct().Count() == names.Count && names.ToHashSet().SetEquals(Names(Pod(before)).Concat(Names(Pod(change))));
    }

    private static List<string> Names(JsonObject spec) => spec["containers"]!.AsArray().Select(c => (string)c!["name"]!).ToList();

    private static JsonObject Pod(byte[] seed) => new()
    {
        ["containers"] = new JsonArray([.. seed.Select(b => b % 8).Distinct().Select(b => (JsonNode)new JsonObject { ["name"] = $"c{b}", ["image"] = $"i{seed.Length}" })]),
    };

    private static JsonObject Apply(string type, string document, string patch) =>
        StrategicMergePatch.Apply((JsonObject)JsonNode.Parse(document)!, Encoding.UTF8.GetBytes(patch), TypeSchemas.Get(type));

    private static void Check(string type, string what, string document, string patch, string expected)
    {
        var actual = Apply(type, document, patch);
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{what}: {actual.ToJsonString()}");
    }
}
