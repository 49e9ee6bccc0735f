using System.Net;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Discovery;

[Collection(SiloCollection.Name)]
public sealed class DiscoveryTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task The_core_group_lists_its_resources_with_their_names_and_verbs()
    {
        var resources = (await _api.GetAsync("/api/v1")).ShouldBe(200).Json.GetProperty("resources").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!);
        var pods = resources["pods"];
        pods.GetProperty("singularName").GetString().ShouldBe("pod");
        pods.GetProperty("namespaced").GetBoolean().ShouldBeTrue();
        pods.GetProperty("kind").GetString().ShouldBe("Pod");
        pods.GetProperty("shortNames")[0].GetString().ShouldBe("po");
        pods.GetProperty("verbs").EnumerateArray().Select(v => v.GetString())
            .ShouldBe(["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]);
        resources.ShouldContainKey("pods/status");
        resources.ShouldContainKey("pods/log");
        resources["namespaces"].GetProperty("namespaced").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_root_lists_all_paths()
    {
        var paths = (await _api.GetAsync("/")).ShouldBe(200).Json.GetProperty("paths").EnumerateArray().Select(path => path.GetString()).ToList();
        paths.ShouldBe(paths.Distinct().Order(StringComparer.Ordinal));
        new[] { "/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/healthz", "/metrics", "/openapi/v3", "/version" }.ShouldBeSubsetOf(paths);
    }

    /// <summary>The hashes are those that real servers show.</summary>
    [Fact]
    public async Task A_hash_tells_in_which_version_a_resource_is_stored()
    {
        var core = await HashesAsync("/api/v1");
        core["pods"].ShouldBe("xPOwRZ+Yhw8=");
        core["events"].ShouldNotBeNull().ShouldBe((await HashesAsync("/apis/events.k8s.io/v1"))["events"]);
        core["pods/status"].ShouldBeNull();
        core["componentstatuses"].ShouldBeNull();
        (await HashesAsync("/apis/autoscaling/v1"))["horizontalpodautoscalers"].ShouldBe((await HashesAsync("/apis/autoscaling/v2"))["horizontalpodautoscalers"]);
        (await HashesAsync("/apis/authorization.k8s.io/v1")).Values.ShouldAllBe(hash => hash == null);

        async Task<Dictionary<string, string?>> HashesAsync(string path) => (await _api.GetAsync(path)).ShouldBe(200).Json.GetProperty("resources").EnumerateArray()
            .ToDictionary(r => r.GetProperty("name").GetString()!, r => r.TryGetProperty("storageVersionHash", out var hash) ? hash.GetString() : null);
    }

    /// <summary>There is nothing of them that a table could show.</summary>
    [Theory]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io", 406)]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", 201)]
    public async Task Reviews_have_no_table(string accept, int code)
    {
        var review = """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"nonResourceAttributes":{"path":"/","verb":"get"}}}"""u8.ToArray();
        var answer = await _api.SendAsync(HttpMethod.Post, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, "application/json", accept);
        answer.ShouldBe(code).Kind.ShouldBe(code == 201 ? "SelfSubjectAccessReview" : "Status");
    }

    [Fact]
    public async Task Groups_name_their_versions()
    {
        var groups = (await _api.GetAsync("/apis")).ShouldBe(200);
        groups.Kind.ShouldBe("APIGroupList");
        var apps = groups.Json.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("name").GetString() == "apps");
        apps.GetProperty("preferredVersion").GetProperty("groupVersion").GetString().ShouldBe("apps/v1");
        (await _api.GetAsync("/apis/apps")).ShouldBe(200).Kind.ShouldBe("APIGroup");
        (await _api.GetAsync("/apis/apps/v1")).ShouldBe(200).Json.GetProperty("groupVersion").GetString().ShouldBe("apps/v1");
    }

    [Theory]
    [InlineData("/api", "v2")]
    [InlineData("/apis", "v2")]
    [InlineData("/apis", "v2beta1")]
    public async Task Everything_comes_in_one_document_if_asked_for(string path, string version)
    {
        var answer = (await _api.GetAsync(path, $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList,application/json")).ShouldBe(200);
        answer.ContentType.Replace(" ", "").ShouldBe($"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList");
        answer.Kind.ShouldBe("APIGroupDiscoveryList");
        answer.Json.GetProperty("items")[0].GetProperty("versions")[0].GetProperty("resources").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var first = await _api.GetAsync("/apis");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/apis") { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.Tag);
        using var second = await _api.Http.SendAsync(request);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_version_is_that_of_the_api_level()
    {
        var version = (await _api.GetAsync("/version")).ShouldBe(200).Json;
        version.GetProperty("minor").GetString().ShouldBe("35");
        version.GetProperty("gitVersion").GetString()!.ShouldStartWith("v1.35.0+orchestrator.");
    }
}
