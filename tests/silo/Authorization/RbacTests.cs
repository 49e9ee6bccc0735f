using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>Rights by role, as requests meet them.</summary>
[Collection(SiloCollection.Name)]
public sealed class RbacTests(SiloFixture silo)
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    [Fact]
    public async Task A_role_allows_its_verbs_in_its_namespace_alone()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, "reader-1", """[{"apiGroups":[""],"resources":["configmaps"],"verbs":["get","list"]}]""");
        var reader = silo.As("reader-1");
        (await reader.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).ShouldBe(200);
        (await reader.GetAsync($"/api/v1/namespaces/{ns}/configmaps/none")).ShouldBe(404);
        (await reader.GetAsync("/api/v1/namespaces/default/configmaps")).ShouldBe(403);
        (await reader.GetAsync("/api/v1/configmaps")).ShouldBe(403);
        (await reader.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/none")).ShouldBeStatus(
            403,
            "Forbidden",
            $"configmaps \"none\" is forbidden: User \"reader-1\" cannot delete resource \"configmaps\" in API group \"\" in the namespace \"{ns}\"");
    }

    [Fact]
    public async Task Names_limit_a_rule_for_lists_by_name_too()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, "reader-2", """[{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["a"],"verbs":["get","list","watch"]}]""");
        var reader = silo.As("reader-2");
        await silo.Api.ConfigMapAsync(ns, "a");
        (await reader.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a")).ShouldBe(200);
        (await reader.GetAsync($"/api/v1/namespaces/{ns}/configmaps/b")).ShouldBe(403);
        (await reader.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).ShouldBe(403);
        (await reader.GetAsync($"/api/v1/namespaces/{ns}/configmaps?fieldSelector=metadata.name%3Da")).ShouldBe(200).Names.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_resource_is_not_its_subresources()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(
            ns, "scaler", """[{"apiGroups":["apps"],"resources":["deployments"],"verbs":["get"]},{"apiGroups":["*"],"resources":["*/scale"],"verbs":["get"]}]""");
        var scaler = silo.As("scaler");
        (await scaler.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/x/status")).ShouldBe(403);
        (await scaler.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/x/scale")).ShouldBe(404);
        (await scaler.GetAsync($"/apis/apps/v1/namespaces/{ns}/replicasets/x/scale")).ShouldBe(404);
        (await scaler.GetAsync($"/apis/apps/v1/namespaces/{ns}/replicasets/x")).ShouldBe(403);
    }

    [Fact]
    public async Task Groups_and_service_accounts_are_given_rights_and_lose_them_at_once()
    {
        var ns = await silo.NamespaceAsync();
        var made = await silo.Api.PostAsync(
            $"{Rbac}/namespaces/{ns}/rolebindings",
            """
            {"metadata":{"name":"viewers"},"roleRef":{"kind":"ClusterRole","name":"view"},
             "subjects":[{"kind":"Group","name":"team"},{"kind":"ServiceAccount","name":"bot"}]}
            """);
        made.ShouldBe(201).Json.GetProperty("roleRef").GetProperty("apiGroup").GetString().ShouldBe("rbac.authorization.k8s.io");
        var path = $"/api/v1/namespaces/{ns}/pods";
        (await silo.As("somebody", "team").GetAsync(path)).ShouldBe(200);
        (await silo.As($"system:serviceaccount:{ns}:bot").GetAsync(path)).ShouldBe(200);
        (await silo.As($"system:serviceaccount:default:bot").GetAsync(path)).ShouldBe(403);

        (await silo.Api.PatchAsync($"{Rbac}/namespaces/{ns}/rolebindings/viewers", """{"subjects":[{"kind":"User","name":"other"}]}""")).ShouldBe(200);
        (await silo.As("somebody", "team").GetAsync(path)).ShouldBe(403);
        (await silo.As("other").GetAsync(path)).ShouldBe(200);
        (await silo.Api.DeleteAsync($"{Rbac}/namespaces/{ns}/rolebindings/viewers")).ShouldBe(200);
        (await silo.As("other").GetAsync(path)).ShouldBe(403);
    }

    [Fact]
    public async Task A_role_that_is_missing_is_named_and_works_once_it_is_there()
    {
        (await silo.Api.PostAsync($"{Rbac}/clusterrolebindings", Users.Binding("orphan", "ClusterRole", "not-yet", "orphan"))).ShouldBe(201);
        (await silo.As("orphan").GetAsync("/api/v1/nodes")).ShouldBeStatus(
            403,
            "Forbidden",
            "nodes is forbidden: User \"orphan\" cannot list resource \"nodes\" in API group \"\" at the cluster scope: RBAC: clusterrole.rbac.authorization.k8s.io \"not-yet\" not found");
        (await silo.Api.PostAsync(
            $"{Rbac}/clusterroles", """{"metadata":{"name":"not-yet"},"rules":[{"apiGroups":[""],"resources":["nodes"],"verbs":["*"]}]}""")).ShouldBe(201);
        (await silo.As("orphan").GetAsync("/api/v1/nodes")).ShouldBe(200);
    }

    [Fact]
    public async Task Paths_are_allowed_by_prefix()
    {
        await silo.GrantEverywhereAsync("checker", """[{"nonResourceURLs":["/readyz/*"],"verbs":["get"]}]""");
        (await silo.As("checker").GetAsync("/readyz/ping")).ShouldBe(200);
        (await silo.As("checker").GetAsync("/metrics")).ShouldBeStatus(403, "Forbidden", "forbidden: User \"checker\" cannot get path \"/metrics\"");
    }

    [Fact]
    public async Task Aggregated_roles_follow_what_they_gather()
    {
        (await silo.Api.PostAsync(
            $"{Rbac}/clusterroles",
            """
            {"metadata":{"name":"part-of-view","labels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"}},
             "rules":[{"apiGroups":["example.com"],"resources":["widgets"],"verbs":["get"]}]}
            """)).ShouldBe(201);
        foreach (var role in (string[])["view", "edit", "admin"])
        {
            await EventuallyAsync(async () => (await silo.Api.GetAsync($"{Rbac}/clusterroles/{role}")).Text.Contains("widgets", StringComparison.Ordinal));
        }

        (await silo.Api.DeleteAsync($"{Rbac}/clusterroles/part-of-view")).ShouldBe(200);
        await EventuallyAsync(async () => !(await silo.Api.GetAsync($"{Rbac}/clusterroles/admin")).Text.Contains("widgets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_namespace_admin_is_one_from_the_start()
    {
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Users.Binding("admins", "ClusterRole", "admin", "ns-admin"))).ShouldBe(201);
        var admin = silo.As("ns-admin");
        (await admin.ConfigMapAsync(ns, "made")).ShouldBe(201);
        (await admin.GetAsync($"/api/v1/namespaces/{ns}/secrets")).ShouldBe(200);
        (await admin.GetAsync($"{Rbac}/namespaces/{ns}/roles")).ShouldBe(200);
        (await admin.GetAsync("/api/v1/nodes")).ShouldBe(403);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
