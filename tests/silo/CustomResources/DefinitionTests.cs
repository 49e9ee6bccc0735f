using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.CustomResources;

/// <summary>Definitions of custom resources: their names, their life, and how kinds follow them.</summary>
[Collection(SiloCollection.Name)]
public sealed class DefinitionTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task A_definition_is_completed_accepted_and_established()
    {
        var group = Definitions.NewGroup();
        var made = (await _api.PostAsync(Definitions.Path, Definitions.CronTab(group, Definitions.Version("")))).ShouldBe(201);
        made.Json.GetProperty("spec").GetProperty("names").GetRawText().ShouldBe("""{"plural":"crontabs","singular":"crontab","kind":"CronTab","listKind":"CronTabList"}""");
        made.Json.GetProperty("spec").GetProperty("conversion").GetRawText().ShouldBe("""{"strategy":"None"}""");
        made.Json.GetProperty("status").GetProperty("storedVersions")[0].GetString().ShouldBe("v1");

        var established = await _api.ConditionAsync($"crontabs.{group}", "Established");
        established.GetProperty("reason").GetString().ShouldBe("InitialNamesAccepted");
        established.GetProperty("message").GetString().ShouldBe("the initial names have been accepted");
        var status = (await _api.GetAsync($"{Definitions.Path}/crontabs.{group}")).Json.GetProperty("status");
        status.GetProperty("acceptedNames").GetProperty("listKind").GetString().ShouldBe("CronTabList");

        var resources = (await _api.GetAsync($"/apis/{group}/v1")).ShouldBe(200).Json.GetProperty("resources");
        resources[0].GetProperty("name").GetString().ShouldBe("crontabs");
        (await _api.GetAsync("/apis")).Text.ShouldContain($"\"{group}/v1\"");
        (await _api.GetAsync($"/openapi/v3/apis/{group}/v1")).ShouldBe(200);
    }

    [Fact]
    public async Task Names_that_are_taken_are_not_accepted_until_they_come_free()
    {
        var group = Definitions.NewGroup();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        var rival = Definitions.CronTab(group, Definitions.Version(""), "\"singular\":\"crontab\"").Replace("\"plural\":\"crontabs\"", "\"plural\":\"rivals\"", StringComparison.Ordinal)
            .Replace($"crontabs.{group}", $"rivals.{group}", StringComparison.Ordinal);
        (await _api.PostAsync(Definitions.Path, rival)).ShouldBe(201);
        var refused = await _api.ConditionAsync($"rivals.{group}", "NamesAccepted", "False");
        refused.GetProperty("reason").GetString().ShouldBe("ListKindConflict");
        refused.GetProperty("message").GetString().ShouldBe("\"CronTabList\" is already in use");
        (await _api.ConditionAsync($"rivals.{group}", "Established", "False")).GetProperty("reason").GetString().ShouldBe("NotAccepted");
        (await _api.GetAsync($"/apis/{group}/v1/rivals")).ShouldBe(404);

        (await _api.DeleteAsync($"{Definitions.Path}/crontabs.{group}")).ShouldBe(200);
        await _api.ConditionAsync($"rivals.{group}", "Established");
        (await _api.GetAsync($"/apis/{group}/v1/rivals")).ShouldBe(200);
    }

    [Fact]
    public async Task A_definition_that_goes_takes_its_objects_along()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        var objects = Definitions.Objects(group, ns);
        (await _api.PostAsync(objects, Definitions.Body(group, "free", ""))).ShouldBe(201);
        (await _api.PostAsync(objects, Definitions.Body(group, "held", "").Replace("\"name\":\"held\"", "\"name\":\"held\",\"finalizers\":[\"example.com/hold\"]", StringComparison.Ordinal))).ShouldBe(201);
        using var watch = await _api.WatchAsync($"{objects}?watch=true");
        (await watch.NextTextAsync()).ShouldBe("ADDED free");
        (await watch.NextTextAsync()).ShouldBe("ADDED held");

        var going = (await _api.DeleteAsync($"{Definitions.Path}/crontabs.{group}")).ShouldBe(200);
        going.Json.GetProperty("metadata").GetProperty("finalizers")[0].GetString().ShouldBe("customresourcecleanup.apiextensions.k8s.io");
        (await _api.ConditionAsync($"crontabs.{group}", "Terminating")).GetProperty("reason").GetString().ShouldBe("InstanceDeletionInProgress");
        (await _api.PostAsync(objects, Definitions.Body(group, "late", ""))).ShouldBeStatus(
            405, "MethodNotAllowed", "create not allowed while custom resource definition is terminating");

        using var definitions = await _api.WatchAsync($"{Definitions.Path}?watch=true&fieldSelector=metadata.name=crontabs.{group}");
        (await _api.PatchAsync($"{objects}/held", """{"metadata":{"finalizers":null}}""")).ShouldBe(200);
        while (WatchReader.Type((await definitions.NextAsync())!.Value) != "DELETED")
        {
        }

        var seen = new List<string>();
        for (var next = await watch.NextTextAsync(); next != "END"; next = await watch.NextTextAsync())
        {
            seen.Add(next);
        }

        seen.ShouldContain("DELETED free");
        seen.ShouldContain("DELETED held");
        (await _api.GetAsync(objects)).ShouldBe(404);
        (await _api.GetAsync("/apis")).Text.ShouldNotContain($"\"{group}/v1\"");
    }

    [Fact]
    public async Task Versions_differ_in_their_apiVersion_and_deprecated_ones_warn()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        const string Spec = "\"a\":{\"type\":\"string\"}";
        await _api.EstablishAsync(Definitions.CronTab(
            group, Definitions.Version(Spec, "\"deprecated\":true", "v1alpha1", storage: false) + "," + Definitions.Version(Spec)));
        var old = (await _api.PostAsync(Definitions.Objects(group, ns, "v1alpha1"), Definitions.Body(group, "a", "\"spec\":{\"a\":\"x\"}", "v1alpha1"))).ShouldBe(201);
        old.Json.GetProperty("apiVersion").GetString().ShouldBe($"{group}/v1alpha1");
        old.Headers.GetValues("Warning").ShouldBe([$"299 - \"{group}/v1alpha1 CronTab is deprecated; use {group}/v1 CronTab\""]);
        var now = (await _api.GetAsync($"{Definitions.Objects(group, ns)}/a")).ShouldBe(200);
        now.Json.GetProperty("apiVersion").GetString().ShouldBe($"{group}/v1");
        now.Headers.Contains("Warning").ShouldBeFalse();
        (await _api.GetAsync(Definitions.Objects(group, ns, "v1alpha1"))).Json.GetProperty("items")[0].GetProperty("apiVersion").GetString().ShouldBe($"{group}/v1alpha1");
        (await _api.PatchAsync($"{Definitions.Objects(group, ns, "v1alpha1")}/a", """{"spec":{"a":"y"}}""")).ShouldBe(200)
            .Json.GetProperty("apiVersion").GetString().ShouldBe($"{group}/v1alpha1");
        var groupDocument = (await _api.GetAsync($"/apis/{group}")).Json;
        groupDocument.GetProperty("preferredVersion").GetProperty("version").GetString().ShouldBe("v1");
    }

    [Fact]
    public async Task The_scale_is_where_the_definition_says()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version(
            "\"size\":{\"type\":\"integer\"},\"selector\":{\"type\":\"string\"}",
            "\"subresources\":{\"status\":{},\"scale\":{\"specReplicasPath\":\".spec.size\",\"statusReplicasPath\":\".status.size\",\"labelSelectorPath\":\".spec.selector\"}}")));
        var path = $"{Definitions.Objects(group, ns)}/a";
        (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(group, "a", "\"spec\":{\"size\":2,\"selector\":\"a=b\"}"))).ShouldBe(201);
        var scale = (await _api.GetAsync($"{path}/scale")).ShouldBe(200).Json;
        scale.GetProperty("apiVersion").GetString().ShouldBe("autoscaling/v1");
        scale.GetProperty("spec").GetProperty("replicas").GetInt32().ShouldBe(2);
        scale.GetProperty("status").GetProperty("selector").GetString().ShouldBe("a=b");
        (await _api.PatchAsync($"{path}/scale", """{"spec":{"replicas":5}}""")).ShouldBe(200);
        (await _api.GetAsync(path)).Json.GetProperty("spec").GetProperty("size").GetInt32().ShouldBe(5);
        (await _api.PatchAsync($"{path}/scale", """{"spec":{"replicas":-1}}""")).ShouldBe(422);
    }

    [Fact]
    public async Task Columns_are_printed_by_their_paths()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version(
            "\"n\":{\"type\":\"integer\"},\"at\":{\"type\":\"string\"},\"on\":{\"type\":\"boolean\"},\"list\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\"},\"v\":{\"type\":\"string\"}}}}",
            """
            "additionalPrinterColumns":[{"name":"N","type":"integer","jsonPath":".spec.n"},{"name":"At","type":"date","jsonPath":".spec.at"},
            {"name":"On","type":"boolean","jsonPath":".spec.on","priority":1},{"name":"V","type":"string","jsonPath":".spec.list[?(@.type==\"b\")].v"},
            {"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"}]
            """)));
        (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(
            group, "a", """ "spec":{"n":7,"at":"nonsense","on":true,"list":[{"type":"a","v":"1"},{"type":"b","v":"2"}]} """))).ShouldBe(201);
        var table = (await _api.GetAsync(Definitions.Objects(group, ns), "application/json;as=Table;g=meta.k8s.io;v=v1")).ShouldBe(200).Json;
        table.GetProperty("columnDefinitions").EnumerateArray().Select(column => column.GetProperty("name").GetString()).ShouldBe(["Name", "N", "At", "On", "V", "Age"]);
        table.GetProperty("columnDefinitions")[3].GetProperty("priority").GetInt32().ShouldBe(1);
        var cells = table.GetProperty("rows")[0].GetProperty("cells");
        cells[0].GetString().ShouldBe("a");
        cells[1].GetInt32().ShouldBe(7);
        cells[2].GetString().ShouldBe("<invalid>");
        cells[3].ValueKind.ShouldBe(JsonValueKind.True);
        cells[4].GetString().ShouldBe("2");
        cells[5].GetString().ShouldEndWith("s");
    }

    [Fact]
    public async Task Kinds_are_there_again_after_a_restart()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(group, "a", ""))).ShouldBe(201);
        await silo.StopAsync();
        await silo.StartAsync();
        (await silo.Api.GetAsync($"{Definitions.Objects(group, ns)}/a")).ShouldBe(200);
    }

    [Fact]
    public async Task A_namespace_takes_custom_resources_along_and_owners_own_them()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await silo.Api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        var objects = Definitions.Objects(group, ns);
        var owner = (await silo.Api.PostAsync(objects, Definitions.Body(group, "owner", ""))).ShouldBe(201);
        var uid = owner.Json.GetProperty("metadata").GetProperty("uid").GetString();
        (await silo.Api.PostAsync(
            $"/api/v1/namespaces/{ns}/configmaps",
            $$$"""{"metadata":{"name":"owned","ownerReferences":[{"apiVersion":"{{{group}}}/v1","kind":"CronTab","name":"owner","uid":"{{{uid}}}"}]}}""")).ShouldBe(201);
        using var maps = await silo.Api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true&fieldSelector=metadata.name=owned");
        (await maps.NextTextAsync()).ShouldBe("ADDED owned");
        (await silo.Api.DeleteAsync($"{objects}/owner")).ShouldBe(200);
        (await maps.NextTextAsync()).ShouldBe("DELETED owned");

        (await silo.Api.PostAsync(objects, Definitions.Body(group, "left", ""))).ShouldBe(201);
        using var left = await silo.Api.WatchAsync($"{objects}?watch=true");
        (await left.NextTextAsync()).ShouldBe("ADDED left");
        (await silo.Api.DeleteAsync($"/api/v1/namespaces/{ns}")).ShouldBe(200);
        (await left.NextTextAsync()).ShouldBe("DELETED left");
    }
}
