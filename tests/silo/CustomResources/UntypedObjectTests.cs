using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.CustomResources;

/// <summary>Where a custom resource, which has no Go type in a real server, is treated otherwise than a built-in one.</summary>
[Collection(SiloCollection.Name)]
public sealed class UntypedObjectTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task It_must_say_what_it_is()
    {
        var objects = await ObjectsAsync();
        (await _api.PostAsync(objects, """{"metadata":{"name":"a"}}""")).ShouldBeStatus(
            400,
            "BadRequest",
            "the object provided is unrecognized (must be of type CronTab): Object 'Kind' is missing in '{\"metadata\":{\"name\":\"a\"}}' ({\"metadata\":{\"name\":\"a\"}})");
        (await _api.PostAsync(objects, """{"kind":"CronTab"}""")).ShouldBeStatus(
            400, "BadRequest", "CronTab in version \"\" cannot be handled as a CronTab: Object 'apiVersion' is missing in '{\"kind\":\"CronTab\"}'");
    }

    [Fact]
    public async Task A_subresource_that_it_does_not_have_is_not_found()
    {
        var objects = await ObjectsAsync();
        (await _api.GetAsync($"{objects}/a/nothing")).ShouldBe(404).Message.ShouldMatch("^crontabs\\..* \"a\" not found$");
    }

    [Fact]
    public async Task A_method_that_it_does_not_have_names_the_verb()
    {
        var objects = await ObjectsAsync();
        (await _api.PutAsync(objects, "{}")).ShouldBe(405).Message.ShouldStartWith("update is not supported on resources of kind \"crontabs.");
    }

    [Fact]
    public async Task Its_metadata_has_no_manager_and_a_plain_finalizer_is_warned_of()
    {
        var group = Definitions.NewGroup();
        var ns = await silo.NamespaceAsync();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        var body = Definitions.Body(group, "a", "").Replace("\"name\":\"a\"", "\"name\":\"a\",\"finalizers\":[\"x.io/y\",\"plain\"]", StringComparison.Ordinal);
        var answer = (await _api.PostAsync(Definitions.Objects(group, ns) + "?dryRun=All", body)).ShouldBe(201);
        answer.Headers.GetValues("Warning").ShouldBe(
            ["299 - \"metadata.finalizers: \\\"plain\\\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers\""]);
        var fields = answer.Json.GetProperty("metadata").GetProperty("managedFields")[0].GetProperty("fieldsV1").GetProperty("f:metadata");
        fields.EnumerateObject().Select(field => field.Name).ShouldBe(["f:finalizers"]);
    }

    private async Task<string> ObjectsAsync()
    {
        var group = Definitions.NewGroup();
        await _api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        return Definitions.Objects(group, "default");
    }
}
