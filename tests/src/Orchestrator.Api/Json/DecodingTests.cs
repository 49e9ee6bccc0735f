using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Json;

/// <summary>What a real server's decoder says of documents that are not quite right.</summary>
public class DecodingTests
{
    [Theory]
    [InlineData("""{"spec":{"foo":1}}""", "unknown field \"spec.foo\"")]
    [InlineData("""{"foo":{"spec":1},"spec":{}}""", "unknown field \"foo\"")]
    [InlineData("""{"spec":{"replicas":1,"replicas":2}}""", "duplicate field \"spec.replicas\"")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b","foo":[{"x":1}]}]}}}}""", "unknown field \"spec.template.spec.containers[1].foo\"")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":1,"cpu":2}}}]}}}}""", "duplicate field \"spec.template.spec.containers[0].resources.limits.cpu\"")]
    [InlineData("""{"metadata":{"labels":{"a":"1","a":"2"}}}""", "duplicate field \"metadata.labels.a\"")]
    [InlineData("""{"spec":{"a":1,"b":2}}""", "unknown field \"spec.a\"", "unknown field \"spec.b\"")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{},{"a":1}],"x":1}}}}""", "unknown field \"spec.template.spec.containers[1].a\"", "unknown field \"spec.template.spec.x\"")]
    [InlineData("""{"metadata":{"name":"a"},"spec":{"replicas":1}}""")]
    public void Strict_decoding_names_unknown_and_duplicate_fields(string json, params string[] problems)
    {
        var context = new JsonReadContext(FieldValidation.Strict);
        JsonModel.Read<Deployment>(Encoding.UTF8.GetBytes(json), context);
        context.Problems.ShouldBe(problems);
    }

    [Fact]
    public void Without_validation_unknown_fields_are_dropped_and_the_last_duplicate_counts()
    {
        var context = new JsonReadContext();
        var value = JsonModel.Read<Deployment>("""{"spec":{"replicas":1,"foo":{"a":[1,{"b":2}]},"replicas":2}}"""u8.ToArray(), context);
        context.Problems.ShouldBeEmpty();
        value.Spec.Replicas.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":"1"}}""", "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"replicas":1.5}}""", "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"replicas":99999999999}}""", "json: cannot unmarshal number 99999999999 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":[]}""", "json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec")]
    [InlineData("""{"spec":{"paused":"yes"}}""", "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.paused of type bool")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("""{"metadata":{"labels":["a"]}}""", "json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":{}}}}}""", "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":1}]}}}}""", "json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.name of type string")]
    [InlineData("[]", "json: cannot unmarshal array into Go value of type v1.Deployment")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"x"}}}]}}}}""", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("""{"metadata":{"creationTimestamp":"x"}}""", "parsing time \"x\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as \"2006\"")]
    [InlineData("""{"spec":{"strategy":{"rollingUpdate":{"maxSurge":true}}}}""", "json: cannot unmarshal bool into Go value of type int32")]
    [InlineData("{", "unexpected end of JSON input")]
    [InlineData("", "unexpected end of JSON input")]
    public void A_wrong_type_is_an_error_in_the_decoders_words(string json, string message) =>
        Should.Throw<JsonDecodeException>(() => JsonModel.Read<Deployment>(Encoding.UTF8.GetBytes(json))).Message.ShouldBe(message);

    [Theory]
    [InlineData("{}{}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{'a':1}")]
    [InlineData("nul")]
    [InlineData("{\"metadata\":{\"name\":\"\\ud800\"}}")]
    public void Malformed_documents_are_refused(string json) =>
        Should.Throw<JsonDecodeException>(() => JsonModel.Read<Deployment>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Deep_documents_are_refused_and_do_not_overflow_the_stack()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"not\":", 100_000)) + "{}";
        Should.Throw<JsonDecodeException>(() => JsonModel.Read<Models.ApiExtensions.V1.JSONSchemaProps>(Encoding.UTF8.GetBytes(schema)));
        Should.Throw<JsonDecodeException>(() => JsonTree.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000))));
    }

    [Fact]
    public void Null_is_absence()
    {
        var value = JsonModel.Read<Pod>("""{"metadata":null,"spec":{"containers":null,"nodeName":null,"securityContext":null,"priority":null},"status":null}"""u8.ToArray());
        value.Spec.Containers.ShouldBeEmpty();
        value.Spec.NodeName.ShouldBeNull();
        value.Spec.SecurityContext.ShouldBeNull();
        value.Metadata.Name.ShouldBeNull();
    }

    [Fact]
    public void Strings_are_escaped_as_go_does()
    {
        var value = new ConfigMap { Metadata = { Name = "a" }, Data = new() { ["k"] = "<a&b> \"q\" \\ \u0001\b\f\n\r\t é 😀 \u2028" } };
        JsonModel.ToText(value).ShouldBe(
            """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"},"data":{"k":"\u003ca\u0026b\u003e \"q\" \\ \u0001\b\f\n\r\t é 😀 \u2028"}}""");
        JsonModel.Read<ConfigMap>(JsonModel.ToBytes(value)).Data!["k"].ShouldBe(value.Data["k"]);
    }

    [Fact]
    public void Maps_are_written_sorted() =>
        JsonModel.ToText(new ConfigMap { Data = new() { ["b"] = "2", ["a"] = "1" } }).ShouldContain("""{"a":"1","b":"2"}""");

    [Fact]
    public void Items_of_a_list_know_what_they_are_and_do_not_repeat_it()
    {
        var list = JsonModel.Read<PodList>("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"a"}}]}"""u8.ToArray());
        list.Items[0].Kind.ShouldBe("Pod");
        list.Items[0].ApiVersion.ShouldBe("v1");
        JsonModel.ToText(list).ShouldContain("\"items\":[{\"metadata\":{\"name\":\"a\"}");
    }

    [Fact]
    public void A_custom_resource_keeps_its_tree_and_has_typed_metadata()
    {
        var value = KindCodec.Unstructured.Decode("""{"kind":"Foo","apiVersion":"x.io/v1","spec":{"b":1.50,"a":[null,"x"]},"metadata":{"name":"n","labels":{"l":"v"}}}"""u8.ToArray(), null);
        value.Metadata.Labels!["l"].ShouldBe("v");
        value.Metadata.ResourceVersion = "7";
        JsonModel.ToText(value).ShouldBe("""{"apiVersion":"x.io/v1","kind":"Foo","metadata":{"name":"n","resourceVersion":"7","labels":{"l":"v"}},"spec":{"a":[null,"x"],"b":1.50}}""");
    }
}
