using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.OpenApi;

/// <summary>The one document of OpenAPI v2, which older clients and the Python client's generator read.</summary>
[Collection(SiloCollection.Name)]
public sealed class OpenApiV2Tests(SiloFixture silo)
{
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    private const string Pod = "io.k8s.api.core.v1.Pod";

    [Fact]
    public async Task It_has_the_paths_and_schemas_of_all_groups()
    {
        var document = (await silo.Api.GetAsync("/openapi/v2")).ShouldBe(200).Json;
        document.GetProperty("swagger").GetString().ShouldBe("2.0");
        var paths = document.GetProperty("paths");
        var post = paths.GetProperty("/apis/apps/v1/namespaces/{namespace}/deployments").GetProperty("post");
        post.GetProperty("operationId").GetString().ShouldBe("createAppsV1NamespacedDeployment");
        post.GetProperty("consumes").EnumerateArray().Select(type => type.GetString()).ShouldBe(["*/*"]);
        post.GetProperty("x-kubernetes-group-version-kind").GetProperty("kind").GetString().ShouldBe("Deployment");
        post.GetProperty("parameters")[0].GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/definitions/io.k8s.api.apps.v1.Deployment");
        var pod = document.GetProperty("definitions").GetProperty(Pod).GetProperty("properties");
        pod.GetProperty("spec").GetProperty("$ref").GetString().ShouldBe("#/definitions/io.k8s.api.core.v1.PodSpec");
    }

    [Fact]
    public async Task It_has_no_reference_to_nowhere_and_nothing_that_only_version_3_can_say()
    {
        var document = (await silo.Api.GetAsync("/openapi/v2")).ShouldBe(200).Json;
        var definitions = document.GetProperty("definitions").EnumerateObject().Select(definition => definition.Name).ToHashSet();
        foreach (var (name, value) in Members(document))
        {
            (name is "allOf" or "oneOf" or "anyOf" or "nullable" or "requestBody" or "content").ShouldBeFalse(name);
            if (name == "$ref" && value.ValueKind == JsonValueKind.String)
            {
                definitions.ShouldContain(value.GetString()!["#/definitions/".Length..]);
            }
        }
    }

    [Fact]
    public async Task Scalars_of_two_types_have_one()
    {
        var definitions = (await silo.Api.GetAsync("/openapi/v2")).ShouldBe(200).Json.GetProperty("definitions");
        var either = definitions.GetProperty("io.k8s.apimachinery.pkg.util.intstr.IntOrString");
        either.GetProperty("type").GetString().ShouldBe("string");
        either.GetProperty("format").GetString().ShouldBe("int-or-string");
        definitions.GetProperty("io.k8s.apimachinery.pkg.api.resource.Quantity").GetProperty("type").GetString().ShouldBe("string");
    }

    [Fact]
    public async Task In_protobuf_it_begins_with_its_version_and_is_another_document_to_caches()
    {
        var answer = (await silo.Api.GetAsync("/openapi/v2", Protobuf)).ShouldBe(200);
        answer.ContentType.ShouldBe("application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
        answer.Bytes.AsSpan(0, 5).SequenceEqual("\u000A\u00032.0"u8).ShouldBeTrue();
        answer.Headers.ETag.ShouldNotBe((await silo.Api.GetAsync("/openapi/v2")).Headers.ETag);
    }

    [Fact]
    public async Task Other_forms_are_not_made() => (await silo.Api.GetAsync("/openapi/v2", "text/html")).ShouldBe(406);

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element) => element.ValueKind switch
    {
        // below these, names are the API's own
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name is "properties"
            ? member.Value.EnumerateObject().SelectMany(property => Members(property.Value))
            : Members(member.Value).Prepend((member.Name, member.Value))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };
}
