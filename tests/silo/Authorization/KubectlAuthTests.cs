using Orchestrator.Silo.Tests.OpenApi;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>What <c>kubectl auth</c> makes of the server, and kubectl's flags for acting as somebody else; each in every version that is there.</summary>
[Collection(SiloCollection.Name)]
public sealed class KubectlAuthTests(SiloFixture silo)
{
    public static TheoryData<string> Kubectls => [.. KubectlCommand.Installed.DefaultIfEmpty("")];

    [SkippableTheory]
    [MemberData(nameof(Kubectls))]
    public async Task Can_i(string kubectl)
    {
        var ns = await silo.NamespaceAsync();
        var user = $"can-{ns}";
        await silo.GrantAsync(
            ns, user, """[{"apiGroups":[""],"resources":["pods","pods/log"],"verbs":["get"]},{"apiGroups":["apps"],"resources":["deployments/scale"],"verbs":["*"]}]""");
        await Answers(kubectl, "yes", "can-i", "get", "pods", "-n", ns, "--as", user);
        await Answers(kubectl, "yes", "can-i", "get", "pods", "--subresource=log", "-n", ns, "--as", user);
        await Answers(kubectl, "no", "can-i", "delete", "pods", "-n", ns, "--as", user);
        await Answers(kubectl, "no", "can-i", "get", "pods", "-A", "--as", user);
        await Answers(kubectl, "yes", "can-i", "update", "deployments.apps", "--subresource=scale", "-n", ns, "--as", user);
        await Answers(kubectl, "yes", "can-i", "get", "/apis/apps", "--as", user);
        await Answers(kubectl, "no", "can-i", "get", "/metrics", "--as", user);
        await Answers(kubectl, "yes", "can-i", "get", "/metrics", "--as", user, "--as-group", "system:monitoring", "--as-group", "system:authenticated");
        await Answers(kubectl, "yes", "can-i", "*", "*");
    }

    [SkippableTheory]
    [MemberData(nameof(Kubectls))]
    public async Task Can_i_list(string kubectl)
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, $"list-{ns}", """[{"apiGroups":[""],"resources":["pods"],"resourceNames":["a"],"verbs":["get","list"]}]""");
        var (code, output, error) = await RunAsync(kubectl, null, "auth", "can-i", "--list", "-n", ns, "--as", $"list-{ns}");
        code.ShouldBe(0, error);
        output.ShouldContain("Resources ");
        output.Split('\n').ShouldContain(line => line.StartsWith("pods ", StringComparison.Ordinal) && line.Contains("[a]", StringComparison.Ordinal) && line.Contains("[get list]", StringComparison.Ordinal));
        output.ShouldContain("selfsubjectaccessreviews.authorization.k8s.io");
        output.ShouldContain("[/apis/*]");
    }

    [SkippableTheory]
    [MemberData(nameof(Kubectls))]
    public async Task Reconcile(string kubectl)
    {
        // it reads its files without asking the server, so they must say the namespace
        var ns = await silo.NamespaceAsync();
        var roles = $$$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reconciled, namespace: "{{{ns}}}", labels: {a: b}}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: reconciled, namespace: "{{{ns}}}" }
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reconciled}
            subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: jane}]
            """;
        var (code, output, error) = await RunAsync(kubectl, roles, "auth", "reconcile", "-f", "-");
        code.ShouldBe(0, error);
        output.ShouldContain("role.rbac.authorization.k8s.io/reconciled reconciled");
        output.ShouldContain("rolebinding.rbac.authorization.k8s.io/reconciled reconciled");
        (code, _, error) = await RunAsync(
            kubectl, roles.Replace("verbs: [get]", "verbs: [get, list]", StringComparison.Ordinal).Replace("jane", "jim", StringComparison.Ordinal), "auth", "reconcile", "-f", "-");
        code.ShouldBe(0, error);
        await Answers(kubectl, "yes", "can-i", "list", "pods", "-n", ns, "--as", "jane");
        await Answers(kubectl, "yes", "can-i", "get", "pods", "-n", ns, "--as", "jim");
    }

    [SkippableFact]
    public async Task Tables_show_roles_and_bindings()
    {
        var kubectl = KubectlCommand.Installed.FirstOrDefault("");
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync(
            $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings",
            """{"metadata":{"name":"b"},"roleRef":{"kind":"ClusterRole","name":"view"},"subjects":[{"kind":"User","name":"jane"},{"kind":"ServiceAccount","name":"bot","namespace":"x"}]}""")).ShouldBe(201);
        var (_, output, _) = await RunAsync(kubectl, null, "get", "rolebindings", "-n", ns, "-o", "wide");
        output.Split('\n')[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["NAME", "ROLE", "AGE", "USERS", "GROUPS", "SERVICEACCOUNTS"]);
        output.ShouldContain("ClusterRole/view");
        output.ShouldContain("x/bot");
        (_, output, _) = await RunAsync(kubectl, null, "get", "clusterroles", "cluster-admin");
        output.ShouldStartWith("NAME            CREATED AT");
    }

    private async Task Answers(string kubectl, string answer, params string[] question)
    {
        var (_, output, error) = await RunAsync(kubectl, null, ["auth", .. question]);
        output.ShouldBe(answer, $"{kubectl} {string.Join(' ', question)}: {error}");
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string kubectl, string? input, params string[] arguments)
    {
        Skip.If(kubectl.Length == 0, "kubectl is not on PATH");
        return new KubectlCommand(silo, kubectl).RunAsync(input, arguments);
    }
}
