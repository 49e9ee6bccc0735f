using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.CustomResources;

/// <summary>Custom resources as owners and dependents.</summary>
[Collection(SiloCollection.Name)]
public sealed class GarbageTests(SiloFixture silo)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Dependents_follow_owners_of_any_kind_and_the_definition_takes_all_along()
    {
        var (group, ns) = (Definitions.NewGroup(), await silo.NamespaceAsync());
        await silo.Api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        var first = await MakeAsync(group, ns, "first", "");
        var second = await MakeAsync(group, ns, "second", "");
        await MapAsync(ns, "of-first", group, "first", first);
        await MapAsync(ns, "of-second", group, "second", second);
        await MakeAsync(group, ns, "third", Owner(group, "first", first));

        (await silo.Api.DeleteAsync($"{Definitions.Objects(group, ns)}/first")).ShouldBe(200);
        await GoneAsync($"{Definitions.Objects(group, ns)}/third");
        await GoneAsync($"/api/v1/namespaces/{ns}/configmaps/of-first");
        (await silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/of-second")).ShouldBe(200);

        (await silo.Api.DeleteAsync($"{Definitions.Path}/crontabs.{group}")).ShouldBe(200);
        await GoneAsync($"/api/v1/namespaces/{ns}/configmaps/of-second");
    }

    [Fact]
    public async Task An_owner_of_a_kind_that_is_not_served_keeps_its_dependents_until_it_is()
    {
        var (group, ns) = (Definitions.NewGroup(), await silo.NamespaceAsync());
        await MapAsync(ns, "waits", group, "nobody", Guid.NewGuid().ToString());
        await MapAsync(ns, "witness", "", "nobody", Guid.NewGuid().ToString(), "v1", "ConfigMap");
        await GoneAsync($"/api/v1/namespaces/{ns}/configmaps/witness");
        (await silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/waits")).ShouldBe(200);
        await silo.Api.EstablishAsync(Definitions.CronTab(group, Definitions.Version("")));
        await GoneAsync($"/api/v1/namespaces/{ns}/configmaps/waits");
    }

    private async Task<string> MakeAsync(string group, string ns, string name, string owner)
    {
        var body = Definitions.Body(group, name, "");
        body = owner.Length == 0 ? body : body.Replace($"\"name\":\"{name}\"", $"\"name\":\"{name}\",{owner}", StringComparison.Ordinal);
        return (await silo.Api.PostAsync(Definitions.Objects(group, ns), body)).ShouldBe(201).Json.GetProperty("metadata").GetProperty("uid").GetString()!;
    }

    private async Task MapAsync(string ns, string name, string group, string owner, string uid, string? apiVersion = null, string kind = "CronTab") => (await silo.Api.PostAsync(
        $"/api/v1/namespaces/{ns}/configmaps",
        $$$"""{"metadata":{"name":"{{{name}}}",{{{Owner(group, owner, uid, apiVersion, kind)}}} }}""")).ShouldBe(201);

    private static string Owner(string group, string name, string uid, string? apiVersion = null, string kind = "CronTab") =>
        $$"""
        "ownerReferences":[{{JsonSerializer.Serialize(new { apiVersion = apiVersion ?? group + "/v1", kind, name, uid })}}]
        """;

    private async Task GoneAsync(string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await silo.Api.GetAsync(path)).Code != 404)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
