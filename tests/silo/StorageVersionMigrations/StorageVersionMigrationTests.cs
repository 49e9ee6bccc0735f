using Orchestrator.Silo.Tests.CustomResources;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.StorageVersionMigrations;

/// <summary>What users do with migrations: a definition gets another storage version, its objects are stored anew, the older version is taken out.</summary>
[Collection(SiloCollection.Name)]
public sealed class StorageVersionMigrationTests(SiloFixture silo)
{
    private const string Path = "/apis/storagemigration.k8s.io/v1beta1/storageversionmigrations";
    private const string Spec = """ "schedule":{"type":"string"} """;
    private const string Later = """ "schedule":{"type":"string"},"zone":{"type":"string","default":"UTC"} """;

    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task The_storage_version_of_a_definition_is_flipped_and_the_older_version_is_taken_out()
    {
        var group = Definitions.NewGroup();
        await _api.EstablishAsync(Definitions.CronTab(group, $"{Definitions.Version(Spec)},{Definitions.Version(Later, name: "v2", storage: false)}"));
        var ns = await silo.NamespaceAsync();
        for (var i = 0; i < 70; i++)
        {
            (await _api.PostAsync(Definitions.Objects(group, ns), Definitions.Body(group, $"tab-{i}", """ "spec":{"schedule":"5"} """))).ShouldBe(201);
        }

        var definition = $"{Definitions.Path}/crontabs.{group}";
        var flip = $"[{Definitions.Version(Spec, storage: false)},{Definitions.Version(Later, name: "v2")}]";
        (await _api.PatchAsync(definition, $$$"""{"spec":{"versions":{{{flip}}}}}""", "application/merge-patch+json")).ShouldBe(200);
        StoredVersions(await _api.GetAsync(definition)).ShouldBe(["v1", "v2"]);
        silo.Stored(group, "crontabs").ShouldAllBe(json => json.Contains($"\"apiVersion\":\"{group}/v1\"", StringComparison.Ordinal));

        await MigrateAsync(group, "crontabs", group, "Succeeded");
        var stored = silo.Stored(group, "crontabs");
        stored.Count.ShouldBe(70);
        stored.ShouldAllBe(json => json.Contains($"\"apiVersion\":\"{group}/v2\"", StringComparison.Ordinal) && json.Contains("\"zone\":\"UTC\"", StringComparison.Ordinal));

        // Only now may the older version go: from the status, and then from the definition.
        var only = $"[{Definitions.Version(Later, name: "v2")}]";
        (await _api.PatchAsync(definition, $$$"""{"spec":{"versions":{{{only}}}}}""", "application/merge-patch+json")).Code.ShouldBe(422);
        (await _api.PatchAsync($"{definition}/status", """{"status":{"storedVersions":["v2"]}}""", "application/merge-patch+json")).ShouldBe(200);
        (await _api.PatchAsync(definition, $$$"""{"spec":{"versions":{{{only}}}}}""", "application/merge-patch+json")).ShouldBe(200);
        (await _api.GetAsync($"{Definitions.Objects(group, ns, "v2")}/tab-3")).ShouldBe(200).Json.GetProperty("spec").GetProperty("schedule").GetString().ShouldBe("5");
    }

    [Fact]
    public async Task It_is_a_resource_like_every_other()
    {
        var resources = (await _api.GetAsync("/apis/storagemigration.k8s.io/v1beta1")).ShouldBe(200);
        resources.Json.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("name").GetString())
            .ShouldBe(["storageversionmigrations", "storageversionmigrations/status"]);
        (await _api.GetAsync("/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.storagemigration.k8s.io")).ShouldBe(200)
            .Json.GetProperty("spec").GetProperty("groupPriorityMinimum").GetInt32().ShouldBe(15800);
        (await _api.GetAsync("/openapi/v3/apis/storagemigration.k8s.io/v1beta1")).ShouldBe(200).Text.ShouldContain("io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationSpec");
        (await _api.PostAsync(Path, Body("nameless", "", ""))).ShouldBeStatus(
            422, "Invalid", "StorageVersionMigration.storagemigration.k8s.io \"nameless\" is invalid: spec.resource.resource: Required value: resource is required to be set");
        (await _api.GetAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles/system:controller:storage-version-migrator-controller")).ShouldBe(200);
    }

    private async Task MigrateAsync(string group, string resource, string name, string end)
    {
        (await _api.PostAsync(Path, Body(name, group, resource))).ShouldBe(201);
        using var watch = await _api.WatchAsync($"{Path}?watch=true&fieldSelector=metadata.name={name}");
        while (await watch.NextAsync() is { } change)
        {
            if (change.GetProperty("object").GetProperty("status").TryGetProperty("conditions", out var conditions)
                && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").GetString() == end && condition.GetProperty("status").GetString() == "True"))
            {
                return;
            }
        }

        throw new InvalidOperationException($"{name} did not become {end}");
    }

    private static string Body(string name, string group, string resource) => $$$"""
        {"apiVersion":"storagemigration.k8s.io/v1beta1","kind":"StorageVersionMigration","metadata":{"name":"{{{name}}}"},"spec":{"resource":{"group":"{{{group}}}","resource":"{{{resource}}}"} } }
        """;

    private static string?[] StoredVersions(ApiAnswer definition) =>
        [.. definition.Json.GetProperty("status").GetProperty("storedVersions").EnumerateArray().Select(version => version.GetString())];
}
