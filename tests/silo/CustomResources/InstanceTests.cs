using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.CustomResources;

/// <summary>Custom resources through the API: pruned, defaulted, checked, and otherwise like every other object.</summary>
[Collection(SiloCollection.Name)]
public sealed class InstanceTests(SiloFixture silo)
{
    private const string Spec = """
        "schedule":{"type":"string","pattern":"^\\d+$"},"replicas":{"type":"integer","minimum":1,"default":3},
        "port":{"x-kubernetes-int-or-string":true},"note":{"type":"string","nullable":true},
        "tags":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
        "jobs":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}}}}
        """;

    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task An_object_is_pruned_defaulted_and_stored()
    {
        var (group, ns) = await NewAsync();
        var made = (await _api.PostAsync(
            Definitions.Objects(group, ns),
            Definitions.Body(group, "a", """ "spec":{"schedule":"5","unknown":1,"jobs":[{"name":"x","gone":true}],"note":null,"port":"http"},"other":{} """))).ShouldBe(201);
        made.Json.GetProperty("spec").GetRawText().ShouldBe("""{"jobs":[{"name":"x"}],"note":null,"port":"http","replicas":3,"schedule":"5"}""");
        made.Json.TryGetProperty("other", out _).ShouldBeFalse();
        made.Json.GetProperty("metadata").GetProperty("generation").GetInt32().ShouldBe(1);

        var read = (await _api.GetAsync($"{Definitions.Objects(group, ns)}/a")).ShouldBe(200);
        read.Text.ShouldBe(made.Text);
        var list = (await _api.GetAsync(Definitions.Objects(group, ns))).ShouldBe(200);
        list.Kind.ShouldBe("CronTabList");
        list.Json.GetProperty("items")[0].GetProperty("kind").GetString().ShouldBe("CronTab");
    }

    [Fact]
    public async Task Apply_merges_by_the_schema()
    {
        var (group, ns) = await NewAsync();
        var path = $"{Definitions.Objects(group, ns)}/a";
        Task<ApiAnswer> ApplyAsync(string manager, string spec) => _api.PatchAsync(
            $"{path}?fieldManager={manager}", Definitions.Body(group, "a", $""" "spec":{spec} """), "application/apply-patch+yaml");

        (await ApplyAsync("one", """{"schedule":"5","tags":["a"]}""")).ShouldBe(201);
        (await ApplyAsync("two", """{"tags":["b"]}""")).ShouldBe(200).Json.GetProperty("spec").GetProperty("tags").GetRawText().ShouldBe("""["a","b"]""");
        var conflict = (await ApplyAsync("two", """{"schedule":"6"}""")).ShouldBe(409);
        conflict.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"one\": .spec.schedule");
        (await ApplyAsync("one", """{"schedule":"5"}""")).ShouldBe(200).Json.GetProperty("spec").GetProperty("tags").GetRawText().ShouldBe("""["b"]""");
    }

    [Fact]
    public async Task Everything_wrong_is_said_at_once()
    {
        var (group, ns) = await NewAsync();
        var answer = await _api.PostAsync(
            Definitions.Objects(group, ns), Definitions.Body(group, "a", """ "spec":{"replicas":"many","schedule":"x","tags":["a","a"],"port":true} """));
        answer.ShouldBeStatus(
            422,
            "Invalid",
            $"CronTab.{group} \"a\" is invalid: [spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\", "
            + "spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\", "
            + "spec.schedule: Invalid value: \"x\": spec.schedule in body should match '^\\d+$', spec.tags[1]: Duplicate value: \"a\"]");
        answer.Json.GetProperty("details").GetProperty("causes")[1].GetProperty("reason").GetString().ShouldBe("FieldValueTypeInvalid");
    }

    [Fact]
    public async Task Unknown_and_duplicate_fields_are_told_or_refused()
    {
        var (group, ns) = await NewAsync();
        var body = Definitions.Body(group, "a", """ "spec":{"schedule":"5","schedule":"6","x":1,"jobs":[{"y":1}]} """);
        (await _api.PostAsync(Definitions.Objects(group, ns) + "?fieldValidation=Strict", body)).ShouldBeStatus(
            400,
            "BadRequest",
            "CronTab in version \"v1\" cannot be handled as a CronTab: strict decoding error: duplicate field \"spec.schedule\", unknown field \"spec.jobs[0].y\", unknown field \"spec.x\"");
        var warned = (await _api.PostAsync(Definitions.Objects(group, ns) + "?fieldValidation=Warn", body)).ShouldBe(201);
        warned.Headers.GetValues("Warning").ShouldBe(
            ["299 - \"duplicate field \\\"spec.schedule\\\"\"", "299 - \"unknown field \\\"spec.jobs[0].y\\\"\"", "299 - \"unknown field \\\"spec.x\\\"\""]);
    }

    [Fact]
    public async Task What_was_invalid_before_may_stay_when_it_does_not_change()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}")));
        (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(group, "a", "\"spec\":{\"a\":\"long\",\"b\":\"x\"}"))).ShouldBe(201);
        (await _api.PatchAsync(
            $"{Definitions.Path}/crontabs.{group}",
            """[{"op":"add","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/a/maxLength","value":2}]""",
            "application/json-patch+json")).ShouldBe(200);
        (await _api.PatchAsync($"{Definitions.Objects(group, ns)}/a", """{"spec":{"b":"y"}}""")).ShouldBe(200);
        (await _api.PatchAsync($"{Definitions.Objects(group, ns)}/a", """{"spec":{"a":"longer"}}""")).ShouldBeStatus(
            422, "Invalid", $"CronTab.{group} \"a\" is invalid: spec.a: Too long: may not be more than 2 bytes");
    }

    [Fact]
    public async Task A_default_that_comes_later_is_seen_in_what_is_stored()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("\"a\":{\"type\":\"string\"}")));
        (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(group, "a", "\"spec\":{}"))).ShouldBe(201);
        (await _api.PatchAsync(
            $"{Definitions.Path}/crontabs.{group}",
            """[{"op":"add","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/a/default","value":"new"}]""",
            "application/json-patch+json")).ShouldBe(200);
        (await _api.GetAsync($"{Definitions.Objects(group, ns)}/a")).Json.GetProperty("spec").GetProperty("a").GetString().ShouldBe("new");
    }

    [Fact]
    public async Task The_status_has_a_door_of_its_own_and_only_the_rest_counts_generations()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("\"a\":{\"type\":\"integer\"}", "\"subresources\":{\"status\":{}}")));
        var made = (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(group, "a", """ "spec":{"a":1},"status":{"b":1} """))).ShouldBe(201);
        made.Json.TryGetProperty("status", out _).ShouldBeFalse();

        var path = $"{Definitions.Objects(group, ns)}/a";
        var status = (await _api.PatchAsync($"{path}/status", """{"spec":{"a":9},"status":{"b":2},"metadata":{"labels":{"x":"y"}}}""")).ShouldBe(200);
        status.Json.GetProperty("status").GetRawText().ShouldBe("""{"b":2}""");
        status.Json.GetProperty("spec").GetProperty("a").GetInt32().ShouldBe(1);
        status.Json.GetProperty("metadata").TryGetProperty("labels", out _).ShouldBeFalse();
        Generation(status).ShouldBe(1);

        var changed = (await _api.PatchAsync(path, """{"spec":{"a":2},"status":{"b":3}}""")).ShouldBe(200);
        changed.Json.GetProperty("status").GetRawText().ShouldBe("""{"b":2}""");
        Generation(changed).ShouldBe(2);
        Generation((await _api.PatchAsync(path, """{"metadata":{"labels":{"x":"y"}}}""")).ShouldBe(200)).ShouldBe(2);
    }

    [Fact]
    public async Task It_has_no_protobuf_and_no_strategic_merge_patch()
    {
        var (group, ns) = await NewAsync();
        var objects = Definitions.Objects(group, ns);
        (await _api.PostAsync(objects, Definitions.Body(group, "a", "\"spec\":{}"))).ShouldBe(201);
        (await _api.GetAsync($"{objects}/a", "application/vnd.kubernetes.protobuf")).ShouldBe(406);
        (await _api.GetAsync($"{objects}/a", "application/vnd.kubernetes.protobuf, application/json")).ShouldBe(200).ContentType.ShouldStartWith("application/json");
        (await _api.PostAsync(objects, "k8s", "application/vnd.kubernetes.protobuf")).ShouldBe(415);
        (await _api.PatchAsync($"{objects}/a", "{}", "application/strategic-merge-patch+json")).ShouldBeStatus(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }

    [Fact]
    public async Task Selectors_watches_and_collections_work()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(
            group, Definitions.Version("\"color\":{\"type\":\"string\"}", "\"selectableFields\":[{\"jsonPath\":\".spec.color\"}]")));
        var objects = Definitions.Objects(group, ns);
        using var watch = await _api.WatchAsync($"{objects}?watch=true&fieldSelector=spec.color%3Dred");
        (await _api.PostAsync(objects, Definitions.Body(group, "blue", "\"spec\":{\"color\":\"blue\"}"))).ShouldBe(201);
        (await _api.PostAsync(objects, Definitions.Body(group, "red", "\"spec\":{\"color\":\"red\"}"))).ShouldBe(201);
        (await watch.NextTextAsync()).ShouldBe("ADDED red");
        (await _api.GetAsync($"{objects}?fieldSelector=spec.color%3Dblue")).Names.ShouldBe(["blue"]);
        (await _api.GetAsync($"{objects}?fieldSelector=spec.size%3D1")).ShouldBe(400).Message.ShouldContain("field label not supported: spec.size");
        (await _api.DeleteAsync(objects)).ShouldBe(200);
        (await watch.NextTextAsync()).ShouldBe("DELETED red");
        (await _api.GetAsync(objects)).Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_names_the_version_that_it_replaces()
    {
        var (group, ns) = await NewAsync();
        var path = $"{Definitions.Objects(group, ns)}/a";
        var made = (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(group, "a", "\"spec\":{\"schedule\":\"5\"}"))).ShouldBe(201);
        (await _api.PutAsync(path, Definitions.Body(group, "a", "\"spec\":{\"schedule\":\"6\"}"))).ShouldBe(422).Message.ShouldContain("must be specified for an update");
        (await _api.PutAsync(path, made.Text.Replace("\"schedule\":\"5\"", "\"schedule\":\"6\"", StringComparison.Ordinal))).ShouldBe(200);
    }

    private static int Generation(ApiAnswer answer) => answer.Json.GetProperty("metadata").GetProperty("generation").GetInt32();

    private async Task<(string Group, string Namespace)> NewAsync()
    {
        var group = Definitions.NewGroup();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version(Spec)));
        return (group, await silo.NamespaceAsync());
    }
}
