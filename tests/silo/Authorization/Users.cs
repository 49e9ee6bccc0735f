using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>Users of the tests: the administrator acts for them.</summary>
internal static class Users
{
    /// <summary>A client of a user, in groups besides those that everybody is in.</summary>
    public static ApiClient As(this SiloFixture silo, string user, params string[] groups)
    {
        var http = silo.Client(SiloFixture.AdminToken);
        http.DefaultRequestHeaders.Add("Impersonate-User", user);
        foreach (var group in groups)
        {
            http.DefaultRequestHeaders.Add("Impersonate-Group", group);
        }

        return new ApiClient(http);
    }

    /// <summary>Makes a Role and binds it to a user, both named after the user.</summary>
    public static async Task GrantAsync(this SiloFixture silo, string ns, string user, string rules)
    {
        (await silo.Api.PostAsync(
            $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles",
            $$$"""{"metadata":{"name":"{{{user}}}"},"rules":{{{rules}}}}""")).ShouldBe(201);
        (await silo.Api.PostAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings", Binding(user, "Role", user, user))).ShouldBe(201);
    }

    /// <summary>Makes a ClusterRole and binds it to a user everywhere, both named after the user.</summary>
    public static async Task GrantEverywhereAsync(this SiloFixture silo, string user, string rules)
    {
        (await silo.Api.PostAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles", $$$"""{"metadata":{"name":"{{{user}}}"},"rules":{{{rules}}}}""")).ShouldBe(201);
        (await silo.Api.PostAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", Binding(user, "ClusterRole", user, user))).ShouldBe(201);
    }

    /// <summary>A binding of a role to a user.</summary>
    public static string Binding(string name, string roleKind, string role, string user) => $$$"""
        {"metadata":{"name":"{{{name}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{roleKind}}}","name":"{{{role}}}"},
         "subjects":[{"kind":"User","name":"{{{user}}}"}]}
        """;
}
