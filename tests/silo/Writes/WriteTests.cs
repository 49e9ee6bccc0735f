using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Writes;

[Collection(SiloCollection.Name)]
public sealed class WriteTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task Create_get_update_patch_delete()
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/configmaps/a";
        var created = await _api.ConfigMapAsync(ns, "a");
        created.Json.GetProperty("metadata").GetProperty("namespace").GetString().ShouldBe(ns);
        created.Json.GetProperty("metadata").GetProperty("uid").GetString().ShouldNotBeNullOrEmpty();
        (await _api.GetAsync(path)).ShouldBe(200).Text.ShouldBe(created.Text);
        var updated = (await _api.PutAsync(path, created.Text.Replace("\"value\":\"1\"", "\"value\":\"2\""))).ShouldBe(200);
        updated.Json.GetProperty("data").GetProperty("value").GetString().ShouldBe("2");
        (await _api.PatchAsync(path, """{"data":{"value":null,"other":"3"}}""")).ShouldBe(200).Json.GetProperty("data").ToString().ShouldBe("""{"other":"3"}""");
        (await _api.PatchAsync(path, """[{"op":"add","path":"/data/more","value":"4"}]""", "application/json-patch+json")).ShouldBe(200)
            .Json.GetProperty("data").GetProperty("more").GetString().ShouldBe("4");
        var deleted = (await _api.DeleteAsync(path)).ShouldBe(200);
        deleted.Json.GetProperty("status").GetString().ShouldBe("Success");
        deleted.Json.GetProperty("details").GetProperty("name").GetString().ShouldBe("a");
        (await _api.GetAsync(path)).ShouldBeStatus(404, "NotFound", "configmaps \"a\" not found");
    }

    [Fact]
    public async Task A_strategic_patch_merges_lists_by_key()
    {
        var ns = await silo.NamespaceAsync();
        (await _api.PostAsync(
            $"/apis/apps/v1/namespaces/{ns}/deployments",
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:1"}]}}}}
            """)).ShouldBe(201);
        var patched = (await _api.PatchAsync(
            $"/apis/apps/v1/namespaces/{ns}/deployments/web",
            """{"spec":{"template":{"spec":{"containers":[{"name":"b","image":"b:2"}]}}}}""",
            "application/strategic-merge-patch+json")).ShouldBe(200);
        var images = patched.Json.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers")
            .EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("image").GetString());
        images.ShouldBe(new Dictionary<string, string?> { ["a"] = "a:1", ["b"] = "b:2" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_generated_name_has_five_more_characters_and_is_another_one_each_time()
    {
        var ns = await silo.NamespaceAsync();
        const string Body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"gen-"}}""";
        var first = Name((await _api.PostAsync($"/api/v1/namespaces/{ns}/configmaps", Body)).ShouldBe(201));
        var second = Name((await _api.PostAsync($"/api/v1/namespaces/{ns}/configmaps", Body)).ShouldBe(201));
        first.ShouldMatch("^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$");
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task Two_creates_of_one_name_at_once_make_one_object()
    {
        var ns = await silo.NamespaceAsync();
        const string Body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"once"}}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _api.PostAsync($"/api/v1/namespaces/{ns}/configmaps", Body)));
        answers.Count(answer => answer.Code == 201).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Code != 201))
        {
            refused.ShouldBeStatus(409, "AlreadyExists", "configmaps \"once\" already exists");
        }
    }

    [Fact]
    public async Task A_stale_update_is_a_conflict()
    {
        var ns = await silo.NamespaceAsync();
        var created = await _api.ConfigMapAsync(ns, "a");
        await _api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/a", """{"data":{"value":"2"}}""");
        (await _api.PutAsync($"/api/v1/namespaces/{ns}/configmaps/a", created.Text)).ShouldBeStatus(
            409,
            "Conflict",
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again");
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var ns = await silo.NamespaceAsync();
        (await _api.PostAsync($"/api/v1/namespaces/{ns}/configmaps?dryRun=All", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""")).ShouldBe(201);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a")).ShouldBe(404);
    }

    [Fact]
    public async Task A_delete_may_insist_on_a_uid()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        (await _api.DeleteAsync(
            $"/api/v1/namespaces/{ns}/configmaps/a",
            """{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"another"}}""")).ShouldBe(409).Reason.ShouldBe("Conflict");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a")).ShouldBe(200);
    }

    [Fact]
    public async Task A_collection_is_deleted_by_selector()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a", "x");
        await _api.ConfigMapAsync(ns, "b", "y");
        var deleted = (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps?labelSelector=app%3Dx")).ShouldBe(200);
        deleted.Kind.ShouldBe("ConfigMapList");
        deleted.Names.ShouldBe(["a"]);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).Names.ShouldBe(["b"]);
    }

    [Fact]
    public async Task Yaml_is_understood_and_spoken()
    {
        var ns = await silo.NamespaceAsync();
        var created = (await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/configmaps", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  a: \"1\"\n", "application/yaml", "application/yaml"))
            .ShouldBe(201);
        created.ContentType.ShouldBe("application/yaml");
        created.Text.ShouldContain("\nkind: ConfigMap\n");
    }

    [Fact]
    public async Task Protobuf_is_spoken_and_understood()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var got = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a", "application/vnd.kubernetes.protobuf")).ShouldBe(200);
        got.ContentType.ShouldBe("application/vnd.kubernetes.protobuf");
        Encoding.Latin1.GetString(got.Bytes, 0, 4).ShouldBe("k8s\0");
        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/a")).ShouldBe(200);
        (await _api.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/configmaps", got.Bytes, "application/vnd.kubernetes.protobuf", null))
            .ShouldBe(400).Message.ShouldContain("resourceVersion should not be set on objects to be created");
    }

    private static string Name(ApiAnswer answer) => answer.Json.GetProperty("metadata").GetProperty("name").GetString()!;
}
