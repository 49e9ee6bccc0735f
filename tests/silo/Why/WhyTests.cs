using System.Text.Json;
using Orchestrator.Silo.Tests.Authorization;
using Orchestrator.Silo.Tests.CustomResources;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Why;

/// <summary>The subresource <c>why</c>: who may ask, and how it answers. What it finds is tested with the grains.</summary>
[Collection(SiloCollection.Name)]
public sealed class WhyTests(SiloFixture silo)
{
    private const string Api = "/apis/why.orchestrator.io/v1";

    [Fact]
    public async Task A_pod_without_a_node_says_why_as_an_object_a_table_and_a_text()
    {
        var ns = await silo.NamespaceAsync();
        await PodAsync(ns, "gated", """{"schedulingGates":[{"name":"example.com/wait"}],"containers":[{"name":"c","image":"i"}]}""");

        var answer = (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/pods/gated/why")).ShouldBe(200);
        answer.Kind.ShouldBe("Why");
        answer.Json.GetProperty("apiVersion").GetString().ShouldBe("why.orchestrator.io/v1");
        answer.Json.GetProperty("object").GetProperty("kind").GetString().ShouldBe("Pod");
        answer.Json.GetProperty("summary").GetString().ShouldBe("it is not to be scheduled while it has the gates example.com/wait");
        var finding = answer.Json.GetProperty("findings")[0];
        finding.GetProperty("source").GetString().ShouldBe("scheduler");
        finding.GetProperty("reason").GetString().ShouldBe("SchedulingGated");
        finding.GetProperty("remedy").GetString().ShouldStartWith("take the gates out of spec.schedulingGates");

        var table = (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/pods/gated/why", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")).ShouldBe(200);
        table.Kind.ShouldBe("Table");
        table.Json.GetProperty("columnDefinitions").EnumerateArray().Select(column => column.GetProperty("name").GetString()).ShouldBe(["Reason", "About", "Message", "Remedy", "Source"]);
        table.Json.GetProperty("rows")[0].GetProperty("cells")[0].GetString().ShouldBe("SchedulingGated");
        table.Json.GetProperty("rows")[0].GetProperty("cells")[1].GetString().ShouldBe("Pod/gated");

        var text = (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/pods/gated/why?output=text")).ShouldBe(200);
        text.ContentType.ShouldStartWith("text/plain");
        text.Text.ShouldStartWith("Pod/gated: it is not to be scheduled while it has the gates example.com/wait\n\n  SchedulingGated (scheduler)\n");
    }

    [Fact]
    public async Task A_namespace_that_does_not_go_away_says_what_holds_it()
    {
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/configmaps", """{"metadata":{"name":"held","finalizers":["example.com/hold"]}}""")).ShouldBe(201);
        (await silo.Api.DeleteAsync($"/api/v1/namespaces/{ns}")).ShouldBe(200);

        var why = (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/why")).ShouldBe(200);
        var left = why.Json.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("message").GetString()!.Contains("configmaps", StringComparison.Ordinal) && finding.GetProperty("source").GetString() == "namespace");
        left.GetProperty("message").GetString().ShouldStartWith("1 configmaps is left in it");
        left.GetProperty("samples")[0].GetString().ShouldBe("held");
        why.Json.GetProperty("controllers").EnumerateArray().ShouldContain(note => note.GetProperty("controller").GetString() == "namespace-controller");

        (await silo.Api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/held", """{"metadata":{"finalizers":null}}""")).ShouldBe(200);
    }

    [Fact]
    public async Task It_is_there_for_every_kind_by_name_and_by_name_with_group()
    {
        var ns = await silo.NamespaceAsync();
        await silo.Api.ConfigMapAsync(ns, "map");
        (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/configmaps/map/why")).ShouldBe(200).Json.GetProperty("summary").GetString().ShouldBe("nothing blocks ConfigMap/map");
        (await silo.Api.PostAsync($"/apis/apps/v1/namespaces/{ns}/deployments", """
            {"metadata":{"name":"web"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """)).ShouldBe(201);
        foreach (var resource in new[] { "deployments", "deployments.apps" })
        {
            var why = (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/{resource}/web/why")).ShouldBe(200);
            why.Json.GetProperty("object").GetProperty("apiVersion").GetString().ShouldBe("apps/v1");
            why.Json.GetProperty("controllers").EnumerateArray().ShouldContain(note => note.GetProperty("controller").GetString() == "deployment-controller");
        }

        (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/pods/none/why")).ShouldBeStatus(404, "NotFound", "pods \"none\" not found");
        (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/nothings/none/why")).ShouldBeStatus(404, "NotFound", "nothings.why.orchestrator.io \"none\" not found");
    }

    [Fact]
    public async Task Who_may_view_may_ask_and_others_may_not()
    {
        var ns = await silo.NamespaceAsync();
        await PodAsync(ns, "pod", """{"containers":[{"name":"c","image":"i"}]}""");
        var path = $"{Api}/namespaces/{ns}/pods/pod/why";
        (await silo.As("why-eve").GetAsync(path)).ShouldBeStatus(
            403, "Forbidden", $"pods.why.orchestrator.io \"pod\" is forbidden: User \"why-eve\" cannot get resource \"pods/why\" in API group \"why.orchestrator.io\" in the namespace \"{ns}\"");

        (await silo.Api.PostAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings", Users.Binding("view", "ClusterRole", "view", "why-ann"))).ShouldBe(201);
        var ann = silo.As("why-ann");
        (await ann.GetAsync(path)).ShouldBe(200);
        (await ann.GetAsync($"{Api}/namespaces/{ns}/why")).ShouldBe(200);
        (await ann.GetAsync($"{Api}/namespaces/default/why")).ShouldBe(403);
    }

    [Fact]
    public async Task Discovery_shows_the_subresources_and_no_resources()
    {
        var plain = (await silo.Api.GetAsync(Api)).ShouldBe(200).Json.GetProperty("resources").EnumerateArray().ToDictionary(resource => resource.GetProperty("name").GetString()!);
        plain.Keys.ShouldAllBe(name => name.EndsWith("/why", StringComparison.Ordinal));
        plain["pods/why"].GetProperty("kind").GetString().ShouldBe("Why");
        plain["pods/why"].GetProperty("verbs").EnumerateArray().Select(verb => verb.GetString()).ShouldBe(["get"]);
        plain.Keys.ShouldNotContain("componentstatuses/why", "nothing is known of what is not stored");

        var all = (await silo.Api.GetAsync("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")).ShouldBe(200);
        var group = all.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("metadata").GetProperty("name").GetString() == "why.orchestrator.io");
        var pods = group.GetProperty("versions")[0].GetProperty("resources").EnumerateArray().Single(resource => resource.GetProperty("resource").GetString() == "pods");
        pods.GetProperty("responseKind").ValueKind.ShouldBe(JsonValueKind.Null);
        pods.GetProperty("subresources")[0].GetProperty("subresource").GetString().ShouldBe("why");
    }

    [Fact]
    public async Task OpenApi_knows_the_paths_and_the_report()
    {
        (await silo.Api.GetAsync("/openapi/v3")).Json.GetProperty("paths").TryGetProperty("apis/why.orchestrator.io/v1", out _).ShouldBeTrue();
        var document = (await silo.Api.GetAsync("/openapi/v3/apis/why.orchestrator.io/v1")).ShouldBe(200).Json;
        var paths = document.GetProperty("paths");
        var get = paths.GetProperty($"{Api}/namespaces/{{namespace}}/pods/{{name}}/why").GetProperty("get");
        get.GetProperty("operationId").GetString().ShouldBe("readWhyOrchestratorIoV1NamespacedPodWhy");
        get.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()
            .ShouldBe("#/components/schemas/io.orchestrator.why.v1.Why");
        paths.TryGetProperty($"{Api}/nodes/{{name}}/why", out _).ShouldBeTrue();
        paths.EnumerateObject().Select(path => path.Name).ShouldAllBe(path => path.EndsWith("/why", StringComparison.Ordinal) || path == Api + "/");

        var schemas = document.GetProperty("components").GetProperty("schemas");
        schemas.TryGetProperty("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", out _).ShouldBeTrue();
        var report = schemas.GetProperty("io.orchestrator.why.v1.Why");
        report.GetProperty("x-kubernetes-group-version-kind")[0].GetProperty("kind").GetString().ShouldBe("Why");
        var ns = await silo.NamespaceAsync();
        await PodAsync(ns, "gated", """{"schedulingGates":[{"name":"example.com/wait"}],"containers":[{"name":"c","image":"i"}]}""");
        var why = (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/pods/gated/why")).ShouldBe(200).Json;
        Described(why, report);
        Described(why.GetProperty("object"), report.GetProperty("properties").GetProperty("object"));
        Described(why.GetProperty("findings")[0], report.GetProperty("properties").GetProperty("findings").GetProperty("items"));
        var held = (await silo.Api.GetAsync($"{Api}/namespaces/{ns}/why")).ShouldBe(200).Json.GetProperty("controllers");
        held.GetArrayLength().ShouldBeGreaterThan(0);
        Described(held[0], report.GetProperty("properties").GetProperty("controllers").GetProperty("items"));

        static void Described(JsonElement value, JsonElement schema) => value.EnumerateObject().Select(member => member.Name)
            .Except(schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_also_where_two_groups_have_a_kind_of_one_name()
    {
        var group = Definitions.NewGroup();
        await silo.Api.EstablishAsync(Definitions.CronTab(group, Definitions.Version(""" "a":{"type":"string"} """)).Replace("crontabs", "services", StringComparison.Ordinal).Replace("CronTab", "Service", StringComparison.Ordinal));
        var paths = (await silo.Api.GetAsync("/openapi/v2")).ShouldBe(200).Json.GetProperty("paths");
        paths.TryGetProperty($"{Api}/namespaces/{{namespace}}/services.{group}/{{name}}/why", out _).ShouldBeTrue();
        var ids = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Where(member => member.Value.ValueKind == JsonValueKind.Object)
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!).ToList();
        ids.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_has_an_API_service_like_every_group()
    {
        var service = (await silo.Api.GetAsync("/apis/apiregistration.k8s.io/v1/apiservices/v1.why.orchestrator.io")).ShouldBe(200).Json;
        service.GetProperty("metadata").GetProperty("labels").GetProperty("kube-aggregator.kubernetes.io/automanaged").GetString().ShouldBe("onstart");
        service.GetProperty("status").GetProperty("conditions")[0].GetProperty("reason").GetString().ShouldBe("Local");
    }

    private async Task PodAsync(string ns, string name, string spec)
    {
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"default"}}""")).Code.ShouldBeOneOf(201, 409);
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/pods", $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}}""")).ShouldBe(201);
    }
}
