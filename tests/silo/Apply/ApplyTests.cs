using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Apply;

/// <summary>Server-side apply as clients meet it: https://kubernetes.io/docs/reference/using-api/server-side-apply/.</summary>
[Collection(SiloCollection.Name)]
public sealed class ApplyTests(SiloFixture silo)
{
    private const string Type = "application/apply-patch+yaml";
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task An_apply_creates_then_changes_then_does_nothing()
    {
        var path = await PathAsync("configmaps", "made");
        (await ApplyAsync(path, "a", Map("made", "x: '1'"))).ShouldBe(201);
        var changed = (await ApplyAsync(path, "a", Map("made", "x: '2'"))).ShouldBe(200);
        (await ApplyAsync(path, "a", Map("made", "x: '2'"))).ShouldBe(200).ResourceVersion.ShouldBe(changed.ResourceVersion);
        var entry = Managers(changed).ShouldHaveSingleItem();
        entry.GetProperty("manager").GetString().ShouldBe("a");
        entry.GetProperty("operation").GetString().ShouldBe("Apply");
        entry.GetProperty("apiVersion").GetString().ShouldBe("v1");
        entry.GetProperty("fieldsType").GetString().ShouldBe("FieldsV1");
        entry.GetProperty("fieldsV1").GetRawText().ShouldBe("""{"f:data":{"f:x":{}}}""");
    }

    [Fact]
    public async Task A_conflict_names_the_other_manager_and_the_field()
    {
        var path = await PathAsync("configmaps", "fought");
        await ApplyAsync(path, "a", Map("fought", "x: '1'"));
        var refused = await ApplyAsync(path, "b", Map("fought", "x: '2'"));
        refused.ShouldBeStatus(409, "Conflict", "Apply failed with 1 conflict: conflict with \"a\": .data.x");
        refused.Json.GetProperty("details").GetRawText().ShouldBe(
            """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"a\"","field":".data.x"}]}""");
        (await ApplyAsync(path, "b", Map("fought", "x: '2'"), "&force=true")).ShouldBe(200).Json.GetProperty("data").GetProperty("x").GetString().ShouldBe("2");
    }

    [Fact]
    public async Task A_field_that_its_applier_drops_goes_and_what_others_own_stays()
    {
        var path = await PathAsync("configmaps", "shared");
        await ApplyAsync(path, "a", Map("shared", "x: '1', w: '1'"));
        await _api.PatchAsync(path + "?fieldManager=u", """{"data":{"z":"1"}}""");
        (await ApplyAsync(path, "a", Map("shared", "w: '1'"))).ShouldBe(200).Json.GetProperty("data").GetRawText().ShouldBe("""{"w":"1","z":"1"}""");
    }

    [Theory]
    [InlineData("", "{}", 422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch")]
    [InlineData("fieldManager=a", "{apiVersion: v2, kind: ConfigMap}", 400, "Incorrect version specified in apply patch. Specified patch version: v2, expected: v1")]
    [InlineData("fieldManager=a", "{apiVersion: v1, kind: ConfigMap, metadata: {name: bad, managedFields: [{manager: x}]}}", 400, "metadata.managedFields must be nil")]
    [InlineData("fieldManager=a", "{apiVersion: v1, kind: ConfigMap, metadata: {name: other}}", 400, "the name of the object (other) does not match the name on the URL (bad)")]
    [InlineData("fieldManager=a", "{apiVersion: v1, kind: ConfigMap, metadata: {name: bad, namespace: ns}, foo: 1}", 400, "failed to create typed patch object (ns/bad; /v1, Kind=ConfigMap): .foo: field not declared in schema")]
    [InlineData("fieldManager=a", "[]", 400, "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    public async Task What_is_wrong_with_an_apply_is_said(string query, string body, int code, string message)
    {
        var answer = await _api.PatchAsync($"{await PathAsync("configmaps", "bad")}?{query}", body, Type);
        answer.ShouldBe(code).Message.ShouldBe(message);
    }

    [Fact]
    public async Task Only_an_apply_may_be_forced() =>
        (await _api.PatchAsync($"{await PathAsync("configmaps", "f")}?force=true", "{}")).ShouldBe(422)
            .Message.ShouldBe("PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch");

    [Fact]
    public async Task An_object_that_is_meant_by_its_uid_or_version_must_be_that_one()
    {
        var path = await PathAsync("configmaps", "meant");
        (await ApplyAsync(path, "a", "{apiVersion: v1, kind: ConfigMap, metadata: {name: meant, uid: u}}")).ShouldBe(409)
            .Message.ShouldBe("Operation cannot be fulfilled on configmaps \"meant\": uid mismatch: the provided object specified uid u, and no existing object was found");
        await ApplyAsync(path, "a", Map("meant", "x: '1'"));
        (await ApplyAsync(path, "a", "{apiVersion: v1, kind: ConfigMap, metadata: {name: meant, resourceVersion: '1'}}")).ShouldBe(409)
            .Message.ShouldEndWith("the object has been modified; please apply your changes to the latest version and try again");
    }

    [Fact]
    public async Task Status_and_scale_have_managers_of_their_own()
    {
        var path = await PathAsync("deployments", "web", "/apis/apps/v1");
        await ApplyAsync(path + "/status", "a", Deployment("status: {observedGeneration: 1}")).ContinueWith(answer => answer.Result.ShouldBe(404));
        await ApplyAsync(path, "a", Deployment("spec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}"));
        (await ApplyAsync(path + "/scale", "s", "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web}, spec: {replicas: 2}}")).ShouldBe(409)
            .Message.ShouldBe("Apply failed with 1 conflict: conflict with \"a\": .spec.replicas");
        var scaled = (await ApplyAsync(path + "/scale", "s", "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web}, spec: {replicas: 2}}", "&force=true")).ShouldBe(200);
        scaled.Kind.ShouldBe("Scale");
        scaled.Json.GetProperty("spec").GetProperty("replicas").GetInt32().ShouldBe(2);
        await ApplyAsync(path + "/status", "t", Deployment("status: {conditions: [{type: Made, status: 'True'}]}, spec: {replicas: 9}")).ContinueWith(answer => answer.Result.ShouldBe(200));
        var shown = await _api.GetAsync(path);
        shown.Json.GetProperty("spec").GetProperty("replicas").GetInt32().ShouldBe(2);
        Fields(shown, "s").ShouldBe("""Apply scale {"f:spec":{"f:replicas":{}}}""");
        Fields(shown, "t").ShouldBe("""Apply status {"f:status":{"f:conditions":{"k:{\"type\":\"Made\"}":{".":{},"f:status":{},"f:type":{}}}}}""");
        Fields(shown, "a").ShouldNotContain("f:replicas");
    }

    [Fact]
    public async Task A_dry_run_applies_nothing()
    {
        var path = await PathAsync("configmaps", "dry");
        (await ApplyAsync(path, "a", Map("dry", "x: '1'"), "&dryRun=All")).ShouldBe(201);
        (await _api.GetAsync(path)).ShouldBe(404);
    }

    [Fact]
    public async Task Keys_that_come_twice_are_refused_when_strict_and_warned_of_else()
    {
        var path = await PathAsync("configmaps", "twice");
        var body = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\ndata:\n  x: '1'\n  x: '2'\n";
        (await ApplyAsync(path, "a", body, "&fieldValidation=Strict")).ShouldBe(400).Message.ShouldBe(
            "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 6: key \"x\" already set in map");
        (await ApplyAsync(path, "a", body)).ShouldBe(201).Headers.GetValues("Warning").ShouldHaveSingleItem().ShouldContain("already set in map");
    }

    [Fact]
    public async Task Kubectls_own_annotation_lets_it_go_over_to_server_side_apply()
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/configmaps/csa";
        var last = """{\"apiVersion\":\"v1\",\"data\":{\"x\":\"1\"},\"kind\":\"ConfigMap\",\"metadata\":{\"annotations\":{},\"name\":\"csa\"}}\n""";
        await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/configmaps?fieldManager=kubectl-client-side-apply",
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"csa","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{{{last}}}"}},"data":{"x":"1"}}""");
        (await ApplyAsync(path, "other", Map("csa", "x: '2'"))).ShouldBe(409);
        var applied = (await ApplyAsync(path, "kubectl", Map("csa", "x: '2'"))).ShouldBe(200);
        applied.Json.GetProperty("metadata").GetProperty("annotations").GetProperty("kubectl.kubernetes.io/last-applied-configuration").GetString()
            .ShouldBe("""{"apiVersion":"v1","data":{"x":"2"},"kind":"ConfigMap","metadata":{"name":"csa"}}""" + "\n");
    }

    private static string Map(string name, string data) => $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}, data: {{{data}}}}}";

    private static string Deployment(string parts) => $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web}}, {parts}}}";

    private static string Fields(ApiAnswer answer, string manager)
    {
        var entry = Managers(answer).Single(entry => entry.GetProperty("manager").GetString() == manager);
        var subresource = entry.TryGetProperty("subresource", out var named) ? named.GetString() : "";
        return $"{entry.GetProperty("operation").GetString()} {subresource} {entry.GetProperty("fieldsV1").GetRawText()}";
    }

    private static JsonElement[] Managers(ApiAnswer answer) => [.. answer.Json.GetProperty("metadata").GetProperty("managedFields").EnumerateArray()];

    private Task<ApiAnswer> ApplyAsync(string path, string manager, string yaml, string query = "") =>
        _api.PatchAsync($"{path}?fieldManager={manager}{query}", yaml, Type);

    private async Task<string> PathAsync(string resource, string name, string group = "/api/v1") => $"{group}/namespaces/{await silo.NamespaceAsync()}/{resource}/{name}";
}
