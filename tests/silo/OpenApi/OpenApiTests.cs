using System.Net;
using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.OpenApi;

/// <summary>The OpenAPI v3 documents, as clients read them.</summary>
[Collection(SiloCollection.Name)]
public sealed class OpenApiTests(SiloFixture silo)
{
    private const string Schemas = "#/components/schemas/";

    [Fact]
    public async Task The_root_names_every_version_with_the_hash_of_its_document()
    {
        var paths = (await silo.Api.GetAsync("/openapi/v3")).ShouldBe(200).Json.GetProperty("paths");
        var names = paths.EnumerateObject().Select(path => path.Name).ToList();
        names.ShouldContain("api/v1");
        names.ShouldContain("apis/apps/v1");

        foreach (var path in paths.EnumerateObject())
        {
            var url = path.Value.GetProperty("serverRelativeURL").GetString()!;
            url.ShouldStartWith($"/openapi/v3/{path.Name}?hash=");
            var answer = (await silo.Api.GetAsync(url)).ShouldBe(200);
            answer.Headers.ETag!.Tag.ShouldBe($"\"{url[(url.IndexOf('=') + 1)..]}\"");
        }
    }

    [Fact]
    public async Task A_document_with_its_hash_is_cached_for_ever_and_one_with_another_is_sent_on()
    {
        var url = await UrlAsync("apis/apps/v1");
        var answer = await silo.Api.GetAsync(url);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, immutable");
        (await silo.Api.GetAsync("/openapi/v3/apis/apps/v1")).Headers.CacheControl!.ToString().ShouldBe("no-cache, private");

        using var client = silo.Client(SiloFixture.AdminToken);
        using var followed = await client.GetAsync("/openapi/v3/apis/apps/v1?hash=00");
        followed.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe(url);
    }

    [Fact]
    public async Task A_client_that_has_the_document_gets_304()
    {
        using var client = silo.Client(SiloFixture.AdminToken);
        using var first = await client.GetAsync("/openapi/v3/api/v1");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v3/api/v1") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await client.SendAsync(request);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Compressed_and_plain_are_the_same_text()
    {
        var plain = await silo.Api.GetAsync("/openapi/v3/apis/apps/v1");
        using var client = silo.Client(SiloFixture.AdminToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v3/apis/apps/v1") { Headers = { AcceptEncoding = { new("gzip") } } };
        using var response = await client.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var text = new System.IO.Compression.GZipStream(await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        await text.CopyToAsync(buffer);
        buffer.ToArray().ShouldBe(plain.Bytes);
    }

    [Fact]
    public async Task Only_JSON_is_made()
    {
        const string protobuf = "application/com.github.proto-openapi.spec.v3.v1.0+protobuf";
        (await silo.Api.GetAsync("/openapi/v3/api/v1", protobuf)).ShouldBe(406);
        (await silo.Api.GetAsync("/openapi/v3/api/v1", protobuf + ",application/json")).ShouldBe(200).ContentType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Of_an_unknown_version_there_is_no_document() => (await silo.Api.GetAsync("/openapi/v3/apis/none/v1")).ShouldBe(404);

    [Fact]
    public async Task An_operation_says_what_it_takes_and_of_which_kind()
    {
        var paths = (await DocumentAsync("api/v1")).GetProperty("paths");
        var pod = paths.GetProperty("/api/v1/namespaces/{namespace}/pods/{name}");
        pod.EnumerateObject().Select(member => member.Name).ShouldBe(["get", "put", "patch", "delete", "parameters"]);

        var patch = pod.GetProperty("patch");
        patch.GetProperty("operationId").GetString().ShouldBe("patchCoreV1NamespacedPod");
        patch.GetProperty("x-kubernetes-action").GetString().ShouldBe("patch");
        patch.GetProperty("x-kubernetes-group-version-kind").GetRawText().ShouldBe("""{"group":"","version":"v1","kind":"Pod"}""");
        Names(patch.GetProperty("parameters")).ShouldBe(["dryRun", "fieldManager", "fieldValidation", "force"]);
        patch.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/strategic-merge-patch+json", out _).ShouldBeTrue();

        Names(paths.GetProperty("/api/v1/namespaces/{namespace}/pods").GetProperty("delete").GetProperty("parameters")).ShouldBe(
        [
            "continue", "dryRun", "fieldSelector", "gracePeriodSeconds", "ignoreStoreReadErrorWithClusterBreakingPotential", "labelSelector", "limit",
            "orphanDependents", "propagationPolicy", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds",
        ]);
        paths.GetProperty("/api/v1/pods").GetProperty("get").GetProperty("operationId").GetString().ShouldBe("listCoreV1PodForAllNamespaces");
        Names(paths.GetProperty("/api/v1/namespaces/{namespace}/pods/{name}/log").GetProperty("get").GetProperty("parameters")).ShouldContain("sinceSeconds");
        paths.TryGetProperty("/api/v1/namespaces/{namespace}/nodes", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_subresource_speaks_its_own_kind()
    {
        var scale = (await DocumentAsync("apis/apps/v1")).GetProperty("paths").GetProperty("/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale").GetProperty("put");
        scale.GetProperty("operationId").GetString().ShouldBe("replaceAppsV1NamespacedDeploymentScale");
        scale.GetProperty("x-kubernetes-group-version-kind").GetRawText().ShouldBe("""{"group":"autoscaling","version":"v1","kind":"Scale"}""");
        scale.GetProperty("requestBody").GetProperty("content").GetProperty("*/*").GetProperty("schema").GetProperty("$ref").GetString()
            .ShouldBe(Schemas + "io.k8s.api.autoscaling.v1.Scale");
    }

    [Fact]
    public async Task A_schema_says_how_its_fields_are_merged()
    {
        var schemas = (await DocumentAsync("api/v1")).GetProperty("components").GetProperty("schemas");
        schemas.GetProperty("io.k8s.api.core.v1.Pod").GetProperty("x-kubernetes-group-version-kind").GetRawText().ShouldBe("""[{"group":"","version":"v1","kind":"Pod"}]""");

        var container = schemas.GetProperty("io.k8s.api.core.v1.Container");
        container.GetProperty("required").GetRawText().ShouldBe("""["name"]""");
        var fields = container.GetProperty("properties");
        Undescribed(fields.GetProperty("ports")).ShouldBe(
            """{"type":"array","items":{"allOf":[{"$ref":"#/components/schemas/io.k8s.api.core.v1.ContainerPort"}],"default":{}},"x-kubernetes-list-map-keys":["containerPort","protocol"]"""
            + ""","x-kubernetes-list-type":"map","x-kubernetes-patch-merge-key":"containerPort","x-kubernetes-patch-strategy":"merge"}""");
        Undescribed(fields.GetProperty("imagePullPolicy")).ShouldBe("""{"type":"string","enum":["Always","IfNotPresent","Never"]}""");
        Undescribed(fields.GetProperty("name")).ShouldBe("""{"type":"string","default":""}""");

        schemas.GetProperty("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector").GetProperty("x-kubernetes-map-type").GetString().ShouldBe("atomic");
        schemas.GetProperty("io.k8s.api.core.v1.PodSpec").GetProperty("properties").GetProperty("volumes").GetProperty("x-kubernetes-patch-strategy").GetString().ShouldBe("merge,retainKeys");
        schemas.GetProperty("io.k8s.apimachinery.pkg.util.intstr.IntOrString").GetRawText().ShouldBe("""{"format":"int-or-string","oneOf":[{"type":"integer"},{"type":"string"}]}""");
    }

    [Fact]
    public async Task Common_types_and_fields_are_described()
    {
        var schemas = (await DocumentAsync("apis/apps/v1")).GetProperty("components").GetProperty("schemas");
        schemas.GetProperty("io.k8s.api.apps.v1.Deployment").GetProperty("description").GetString().ShouldStartWith("Keeps a number of like pods running");
        schemas.GetProperty("io.k8s.api.apps.v1.DeploymentSpec").GetProperty("properties").GetProperty("paused").GetProperty("description").GetString()
            .ShouldBe("Whether changes of the template wait.");
    }

    [Fact]
    public async Task Every_reference_leads_to_a_schema_and_every_operation_id_is_unique()
    {
        foreach (var path in (await silo.Api.GetAsync("/openapi/v3")).Json.GetProperty("paths").EnumerateObject())
        {
            var document = await DocumentAsync(path.Name);
            var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => Schemas + schema.Name).ToHashSet();
            Values(document, "$ref").Where(reference => !schemas.Contains(reference)).ShouldBeEmpty();
            Values(document.GetProperty("paths"), "operationId").ShouldBeUnique();
        }
    }

    private static IEnumerable<string> Names(JsonElement parameters) => parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!);

    private static IEnumerable<string> Values(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            member => member.Name == name && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : Values(member.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Values(item, name)),
        _ => [],
    };

    private async Task<JsonElement> DocumentAsync(string path) => (await silo.Api.GetAsync($"/openapi/v3/{path}")).ShouldBe(200).Json;

    private static string Undescribed(JsonElement schema) => schema.GetRawText().Replace($"\"description\":{schema.GetProperty("description").GetRawText()},", "");

    private async Task<string> UrlAsync(string path) =>
        (await silo.Api.GetAsync("/openapi/v3")).Json.GetProperty("paths").GetProperty(path).GetProperty("serverRelativeURL").GetString()!;
}
