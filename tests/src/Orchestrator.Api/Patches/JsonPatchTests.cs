using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Patches;

namespace Orchestrator.Api.Tests.Patches;

public class JsonPatchTests
{
    [Theory]
    [InlineData("A.1 adding a member", """{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("A.2 adding an element", """{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""")]
    [InlineData("A.3 removing a member", """{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData("A.4 removing an element", """{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [InlineData("A.5 replacing a value", """{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""")]
    [InlineData("A.6 moving a value", """{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""", """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""", """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""")]
    [InlineData("A.7 moving an element", """{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData("A.8 testing a value", """{"baz":"qux","foo":["a",2,"c"]}""", """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""", """{"baz":"qux","foo":["a",2,"c"]}""")]
    [InlineData("A.10 adding a nested member", """{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""")]
    [InlineData("A.11 ignoring unknown fields", """{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("A.14 escapes", """{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10},{"op":"test","path":"/~1","value":9}]""", """{"/":9,"~1":10}""")]
    [InlineData("A.16 adding an array", """{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""")]
    [InlineData("replacing the root", """{"a":1}""", """[{"op":"replace","path":"","value":{"b":2}}]""", """{"b":2}""")]
    [InlineData("copying", """{"a":{"b":[1]}}""", """[{"op":"copy","from":"/a/b","path":"/c"},{"op":"add","path":"/c/-","value":2}]""", """{"a":{"b":[1]},"c":[1,2]}""")]
    [InlineData("negative index", """{"a":[1,2,3]}""", """[{"op":"remove","path":"/a/-1"},{"op":"add","path":"/a/-1","value":9}]""", """{"a":[1,2,9]}""")]
    [InlineData("null is a value", """{"a":1}""", """[{"op":"replace","path":"/a","value":null},{"op":"test","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("an absent field tests equal to null", """{}""", """[{"op":"test","path":"/a","value":null}]""", """{}""")]
    [InlineData("a later operation sees an earlier one", """{}""", """[{"op":"add","path":"/a","value":{}},{"op":"add","path":"/a/b","value":1}]""", """{"a":{"b":1}}""")]
    public void Operations_apply_in_turn(string what, string document, string patch, string expected) =>
        JsonNode.DeepEquals(Apply(document, patch), JsonNode.Parse(expected)).ShouldBeTrue(what);

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""", "testing value /a failed: test failed")]
    [InlineData("""[{"op":"remove","path":"/x"}]""", "remove operation does not apply: doc is missing key: /x: Unable to remove nonexistent key: x: missing value")]
    [InlineData("""[{"op":"replace","path":"/x","value":1}]""", "replace operation does not apply: doc is missing key: /x: missing value")]
    [InlineData("""[{"op":"replace","path":"/x/y","value":1}]""", "replace operation does not apply: doc is missing path: /x/y: missing value")]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""", "add operation does not apply: doc is missing path: \"/x/y\": missing value")]
    [InlineData("""[{"op":"add","path":"/l/9","value":1}]""", "add operation does not apply: doc is missing path: \"/l/9\": Unable to access invalid index: 9: invalid index referenced")]
    [InlineData("""[{"op":"frob","path":"/a"}]""", "Unexpected kind: frob")]
    [InlineData("""[{"op":"move","path":"/b"}]""", "move operation failed to decode from: missing value")]
    public void What_does_not_go_with_the_object_is_not_applicable(string patch, string message)
    {
        var failure = Should.Throw<PatchException>(() => Apply("""{"a":1,"l":[1]}""", patch));
        failure.Failure.ShouldBe(PatchFailure.NotApplicable);
        failure.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[")]
    [InlineData("""[{"op":"add","op":"remove","path":"/a"}]""")]
    public void What_is_no_patch_is_malformed(string patch) =>
        Should.Throw<PatchException>(() => Apply("{}", patch)).Failure.ShouldBe(PatchFailure.Malformed);

    [Fact]
    public void A_patch_has_at_most_10000_operations()
    {
        var patch = "[" + string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/a"}""", 10_001)) + "]";
        var failure = Should.Throw<PatchException>(() => Apply("{}", patch));
        failure.Failure.ShouldBe(PatchFailure.TooLarge);
        failure.Message.ShouldBe("The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    [Fact]
    public void Copying_cannot_blow_up_an_object()
    {
        var doubling = string.Join(',', Enumerable.Repeat("""{"op":"copy","from":"/a","path":"/a/-"}""", 40));
        Should.Throw<PatchException>(() => Apply($$"""{"a":["{{new string('x', 1000)}}"]}""", $"[{doubling}]")).Message.ShouldContain("exceeding the limit 3145728");
    }

    private static JsonNode? Apply(string document, string patch) => JsonPatch.Apply(JsonNode.Parse(document), Encoding.UTF8.GetBytes(patch));
}
