using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Writes;

[Collection(SiloCollection.Name)]
public sealed class DeleteTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Theory]
    [InlineData("?dryRun=All", null)]
    [InlineData("", """{"kind":"DeleteOptions","apiVersion":"v1","dryRun":["All"]}""")]
    public async Task A_dry_run_deletes_nothing(string query, string? body)
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/a{query}", body)).ShouldBe(200);
        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps{query}", body)).ShouldBe(200).Names.ShouldBe(["a"]);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).Names.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Options_that_there_are_not_are_refused()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var path = $"/api/v1/namespaces/{ns}/configmaps/a";
        (await _api.DeleteAsync($"{path}?dryRun=Some")).ShouldBeStatus(
            422, "Invalid", "DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"");
        (await _api.DeleteAsync(path, """{"propagationPolicy":"Sideways"}""")).ShouldBe(422).Message
            .ShouldBe("DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        (await _api.DeleteAsync(path, """{"propagationPolicy":"Foreground","orphanDependents":true}""")).ShouldBe(422).Message
            .ShouldContain("orphanDependents and deletionPropagation cannot be both set");
        (await _api.GetAsync(path)).ShouldBe(200);
    }

    [Fact]
    public async Task A_collection_is_deleted_page_by_page_if_a_limit_says_so()
    {
        var ns = await silo.NamespaceAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await _api.ConfigMapAsync(ns, name);
        }

        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps?limit=2")).ShouldBe(200).Names.ShouldBe(["a", "b"]);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).Names.ShouldBe(["c"]);
    }

    [Fact]
    public async Task Pods_of_a_collection_end_gracefully()
    {
        var ns = await silo.NamespaceAsync();
        (await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/pods",
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"a","image":"a"}]}}""")).ShouldBe(201);
        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/pods", """{"gracePeriodSeconds":7}""")).ShouldBe(200);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/pods/p")).Json.GetProperty("metadata").GetProperty("deletionGracePeriodSeconds").GetInt32().ShouldBe(7);
        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/pods/p", """{"gracePeriodSeconds":0}""")).ShouldBe(200);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/pods/p")).ShouldBe(404);
    }

    [Fact]
    public async Task Finalizers_only_go_while_an_object_ends()
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/configmaps/a";
        (await _api.PostAsync($"/api/v1/namespaces/{ns}/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","finalizers":["example.com/x","example.com/y"]}}""")).ShouldBe(201);
        (await _api.DeleteAsync(path)).ShouldBe(200).Json.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _).ShouldBeTrue();
        (await _api.PatchAsync(path, """{"metadata":{"finalizers":["example.com/x","example.com/z"]}}""")).ShouldBe(422).Message
            .ShouldContain("no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/z\"}");
        (await _api.PatchAsync(path, """{"metadata":{"finalizers":["example.com/y"]}}""")).ShouldBe(200);
        (await _api.PatchAsync(path, """{"metadata":{"finalizers":null}}""")).ShouldBe(200);
        (await _api.GetAsync(path)).ShouldBe(404);
    }

    [Fact]
    public async Task An_update_must_be_of_the_same_object()
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/configmaps/a";
        var uid = (await _api.ConfigMapAsync(ns, "a")).Json.GetProperty("metadata").GetProperty("uid").GetString();
        (await _api.PutAsync(path, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","uid":"other"}}""")).ShouldBeStatus(
            409, "Conflict", $"Operation cannot be fulfilled on configmaps \"a\": Precondition failed: UID in precondition: other, UID in object meta: {uid}");
        (await _api.PutAsync(path, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}""")).ShouldBeStatus(
            400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
        (await _api.PostAsync($"/apis/coordination.k8s.io/v1/namespaces/{ns}/leases", """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l"}}""")).ShouldBe(201);
        (await _api.PutAsync($"/apis/coordination.k8s.io/v1/namespaces/{ns}/leases/l", """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l"}}""")).ShouldBe(422).Message
            .ShouldContain("metadata.resourceVersion: Invalid value: 0: must be specified for an update");
    }
}
