using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Errors;

[Collection(SiloCollection.Name)]
public sealed class BadInputTests(SiloFixture silo)
{
    private const string NotAnObject =
        "json: cannot unmarshal array into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

    private readonly ApiClient _api = silo.Api;

    [Theory]
    [InlineData("{\"kind\":\"ConfigMap\",", "unexpected end of JSON input ({\"kind\":\"ConfigMap\",)")]
    [InlineData("{\"kind\":x}", "invalid character 'x' looking for beginning of value ({\"kind\":x})")]
    [InlineData("{kind:1}", "invalid character 'k' looking for beginning of object key string ({kind:1})")]
    [InlineData("{\"kind\" 1}", "invalid character '1' after object key ({\"kind\" 1})")]
    [InlineData("{\"kind\":\"a\" \"b\"}", "invalid character '\"' after object key:value pair ({\"kind\":\"a\" \"b\"})")]
    [InlineData("", "unexpected end of JSON input (<empty>)")]
    [InlineData("[]", NotAnObject + " (5b5d)")]
    public async Task Malformed_json_is_told_as_a_real_server_does(string body, string problem) =>
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", body)).ShouldBeStatus(
            400, "BadRequest", $"the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: {problem}");

    [Fact]
    public async Task A_value_of_the_wrong_type_names_the_field() =>
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":[]}"""))
            .ShouldBeStatus(
                400,
                "BadRequest",
                "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal array into Go struct field ConfigMap.data of type map[string]string");

    [Fact]
    public async Task An_object_of_another_version_is_refused() =>
        (await _api.PostAsync("/apis/apps/v1/namespaces/default/deployments", """{"apiVersion":"apps/v1beta1","kind":"Deployment","metadata":{"name":"a"}}"""))
            .ShouldBeStatus(400, "BadRequest", "the API version in the data (apps/v1beta1) does not match the expected API version (apps/v1)");

    [Fact]
    public async Task An_object_of_another_kind_is_refused() =>
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}"""))
            .ShouldBe(400).Message.ShouldStartWith("Secret in version \"v1\" cannot be handled as a ConfigMap: ");

    [Fact]
    public async Task An_object_of_another_namespace_is_refused() =>
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"kube-system"}}"""))
            .ShouldBeStatus(400, "BadRequest", "the namespace of the provided object does not match the namespace sent on the request");

    [Fact]
    public async Task An_object_of_another_name_is_refused() =>
        (await _api.PutAsync("/api/v1/namespaces/default/configmaps/b", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}"""))
            .ShouldBeStatus(400, "BadRequest", "the name of the object (a) does not match the name on the URL (b)");

    [Fact]
    public async Task A_replacement_needs_the_name() =>
        (await _api.PutAsync("/api/v1/namespaces/default/configmaps/b", "{}"))
            .ShouldBeStatus(400, "BadRequest", "the name of the object (b based on URL) was undeterminable: name must be provided");

    [Fact]
    public async Task A_namespace_of_an_object_that_lives_in_none_is_dropped()
    {
        var path = "/apis/scheduling.k8s.io/v1/priorityclasses?dryRun=All";
        var answer = (await _api.PostAsync(path, """{"metadata":{"name":"nowhere","namespace":"default"},"value":1}""")).ShouldBe(201);
        answer.Json.GetProperty("metadata").TryGetProperty("namespace", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_finalizer_of_a_built_in_kind_needs_a_domain() =>
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a","finalizers":["x.io/y","kubernetes","plain"]}}""")).ShouldBeStatus(
            422,
            "Invalid",
            "ConfigMap \"a\" is invalid: metadata.finalizers[2]: Invalid value: \"plain\": name is neither a standard finalizer name nor is it fully qualified");

    [Theory]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/strategic-merge-patch+json")]
    public async Task A_malformed_patch_is_told_as_a_real_server_does(string type)
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        (await _api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/a", "[x", type)).ShouldBeStatus(
            400, "BadRequest", "error decoding patch: invalid character 'x' looking for beginning of value");
    }

    [Fact]
    public async Task Options_of_a_deletion_that_are_no_json_are_told_as_a_real_server_does() =>
        (await _api.DeleteAsync("/api/v1/namespaces/default/configmaps/a", "x")).ShouldBeStatus(
            400, "BadRequest", "couldn't get version/kind; json parse error: invalid character 'x' looking for beginning of value");

    [Fact]
    public async Task A_secret_that_should_hold_json_and_does_not_is_invalid() =>
        (await _api.PostAsync(
            "/api/v1/namespaces/default/secrets", """{"metadata":{"name":"a"},"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"eA=="}}""")).ShouldBe(422)
            .Message.ShouldEndWith("data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'x' looking for beginning of value");

    [Fact]
    public async Task Two_ways_to_treat_dependents_exclude_each_other() =>
        (await _api.DeleteAsync("/api/v1/namespaces/default/configmaps/a?propagationPolicy=Orphan&orphanDependents=true")).ShouldBe(422)
            .Message.ShouldEndWith("propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set");

    [Fact]
    public async Task A_name_that_breaks_the_rules_is_invalid()
    {
        var answer = (await _api.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"No_Good"}}""")).ShouldBe(422);
        answer.Reason.ShouldBe("Invalid");
        var cause = answer.Json.GetProperty("details").GetProperty("causes")[0];
        cause.GetProperty("reason").GetString().ShouldBe("FieldValueInvalid");
        cause.GetProperty("field").GetString().ShouldBe("metadata.name");
    }

    [Fact]
    public async Task An_object_needs_a_name() =>
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap"}"""))
            .ShouldBeStatus(422, "Invalid", "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required");

    [Fact]
    public async Task A_namespace_that_is_not_there_is_not_found() =>
        (await _api.PostAsync("/api/v1/namespaces/nowhere/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}"""))
            .ShouldBeStatus(404, "NotFound", "namespaces \"nowhere\" not found");

    [Fact]
    public async Task A_body_over_the_limit_is_too_large()
    {
        var body = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"v":"{{{new string('x', 3 * 1024 * 1024)}}}"}}""";
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", body))
            .ShouldBeStatus(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728");
    }

    [Fact]
    public async Task A_patch_that_makes_an_object_invalid_leaves_it_as_it_is()
    {
        var ns = await silo.NamespaceAsync();
        var created = await _api.ConfigMapAsync(ns, "a");
        (await _api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/a", """{"metadata":{"labels":{"app":"not valid!"}}}""")).ShouldBe(422).Reason.ShouldBe("Invalid");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a")).Text.ShouldBe(created.Text);
    }

    [Fact]
    public async Task A_media_type_that_nobody_knows_is_refused()
    {
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps", "<a/>", "application/xml")).ShouldBeStatus(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf");
        (await _api.PatchAsync("/api/v1/namespaces/default/configmaps/a", "{}", "application/json")).ShouldBe(415);
    }

    [Fact]
    public async Task An_answer_that_nobody_can_give_is_not_acceptable() =>
        (await _api.GetAsync("/api/v1/namespaces", "text/html")).ShouldBeStatus(
            406,
            "NotAcceptable",
            "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf");

    [Fact]
    public async Task Options_that_there_are_not_are_invalid() =>
        (await _api.PostAsync("/api/v1/namespaces/default/configmaps?dryRun=Some", """{"metadata":{"name":"a"}}""")).ShouldBeStatus(
            422, "Invalid", "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"");

    [Theory]
    [InlineData("/api/v1/nothings", "the server could not find the requested resource")]
    [InlineData("/api/v9", "the server could not find the requested resource")]
    [InlineData("/apis/apps/v9", "the server could not find the requested resource")]
    [InlineData("/apis/apps/v9/deployments", "the server could not find the requested resource")]
    [InlineData("/api/v1/namespaces/default/pods/a/nothing", "the server could not find the requested resource")]
    public async Task A_resource_that_there_is_not_is_a_status(string path, string message) =>
        (await _api.GetAsync(path)).ShouldBeStatus(404, "NotFound", message);

    [Theory]
    [InlineData("/apis/nothing.example.com/v1/things")]
    [InlineData("/apis/nothing.example.com")]
    [InlineData("/nothing")]
    public async Task A_path_that_there_is_not_is_plain_text(string path)
    {
        var answer = (await _api.GetAsync(path)).ShouldBe(404);
        answer.Text.ShouldBe("404 page not found\n");
        answer.ContentType.ShouldStartWith("text/plain");
    }

    [Fact]
    public async Task A_status_comes_as_yaml_to_who_asks_for_it()
    {
        var answer = (await _api.GetAsync("/api/v1/namespaces/nowhere", "application/yaml")).ShouldBe(404);
        Encoding.UTF8.GetString(answer.Bytes).ShouldContain("reason: NotFound");
    }

    [Theory]
    [InlineData("PUT", "/api/v1/namespaces/default/configmaps")]
    [InlineData("POST", "/api/v1/namespaces/default/configmaps/a")]
    [InlineData("POST", "/api/v1/configmaps")]
    [InlineData("DELETE", "/apis/apps/v1/deployments")]
    [InlineData("DELETE", "/api/v1/namespaces")]
    [InlineData("POST", "/version")]
    [InlineData("POST", "/apis")]
    public async Task A_verb_that_a_path_does_not_have_is_not_allowed(string method, string path) =>
        (await _api.SendAsync(new HttpMethod(method), path, null, null, null)).ShouldBeStatus(
            405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
}
