using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>Default bindings at a start.</summary>
public sealed class DefaultBindingTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Bindings = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";

    [Fact]
    public async Task One_that_gives_another_role_is_made_anew_unless_somebody_keeps_it()
    {
        await ReplaceAsync("system:basic-user", "");
        await ReplaceAsync("system:discovery", ""","annotations":{"rbac.authorization.kubernetes.io/autoupdate":"false"}""");
        await silo.StopAsync();
        await silo.StartAsync();
        (await RoleAsync("system:basic-user")).ShouldBe("system:basic-user");
        (await RoleAsync("system:discovery")).ShouldBe("view");
    }

    private async Task ReplaceAsync(string name, string more)
    {
        (await silo.Api.DeleteAsync($"{Bindings}/{name}")).ShouldBe(200);
        (await silo.Api.PostAsync(
            Bindings, $$$"""{"metadata":{"name":"{{{name}}}"{{{more}}}},"roleRef":{"kind":"ClusterRole","name":"view"},"subjects":[{"kind":"Group","name":"system:authenticated"}]}""")).ShouldBe(201);
    }

    private async Task<string?> RoleAsync(string name) => (await silo.Api.GetAsync($"{Bindings}/{name}")).ShouldBe(200).Json.GetProperty("roleRef").GetProperty("name").GetString();
}
