using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>Nobody gives what they do not hold.</summary>
[Collection(SiloCollection.Name)]
public sealed class EscalationTests(SiloFixture silo)
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string WritesRoles = """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles","rolebindings"],"verbs":["create","update","patch","get"]}""";

    [Fact]
    public async Task A_role_may_only_hold_what_its_author_holds()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, "author", $$$"""[{{{WritesRoles}}},{"apiGroups":[""],"resources":["pods"],"verbs":["get","list"]}]""");
        var author = silo.As("author", "writers");
        (await author.PostAsync(
            $"{Rbac}/namespaces/{ns}/roles", """{"metadata":{"name":"less"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["list"]}]}""")).ShouldBe(201);
        const string more = """{"metadata":{"name":"more"},"rules":[{"apiGroups":["","apps"],"resources":["pods"],"verbs":["get","delete","create"]}]}""";
        (await author.PostAsync($"{Rbac}/namespaces/{ns}/roles", more)).ShouldBeStatus(
            403,
            "Forbidden",
            "roles.rbac.authorization.k8s.io \"more\" is forbidden: user \"author\" (groups=[\"writers\" \"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"create\"]}\n{APIGroups:[\"apps\"], Resources:[\"pods\"], Verbs:[\"get\" \"delete\" \"create\"]}");
    }

    [Fact]
    public async Task No_way_of_writing_gets_around_it()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, "climber", $"[{WritesRoles}]");
        var climber = silo.As("climber");
        var path = $"{Rbac}/namespaces/{ns}/roles/climber";
        const string rules = """[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]""";
        (await climber.PatchAsync(path, $$$"""{"rules":{{{rules}}}}""")).ShouldBe(403);
        (await climber.PatchAsync(path, $$$"""[{"op":"replace","path":"/rules","value":{{{rules}}}}]""", "application/json-patch+json")).ShouldBe(403);
        (await climber.PatchAsync(path, $$$"""{"rules":{{{rules}}}}""", "application/strategic-merge-patch+json")).ShouldBe(403);
        (await climber.PutAsync(path, $$$"""{"metadata":{"name":"climber"},"rules":{{{rules}}}}""")).ShouldBe(403);
        (await climber.PutAsync($"{Rbac}/namespaces/{ns}/roles/new", $$$"""{"metadata":{"name":"new"},"rules":{{{rules}}}}""")).ShouldBe(403);
        var applied = await climber.PatchAsync(
            $"{path}?fieldManager=test&force=true",
            $$$"""{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"climber"},"rules":{{{rules}}}}""",
            "application/apply-patch+yaml");
        applied.Code.ShouldBeOneOf(403, 415);
        (await climber.PatchAsync(path, """{"metadata":{"finalizers":["example.com/hold"]}}""")).ShouldBe(200);
        (await climber.PatchAsync(path, """{"metadata":{"finalizers":null}}""")).ShouldBe(200);
    }

    [Fact]
    public async Task The_verb_escalate_lifts_the_limit()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(ns, "escalator", """[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["create","escalate"]}]""");
        (await silo.As("escalator").PostAsync(
            $"{Rbac}/namespaces/{ns}/roles", """{"metadata":{"name":"more"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}""")).ShouldBe(201);
    }

    [Fact]
    public async Task A_binding_needs_the_rules_of_its_role_or_the_verb_bind()
    {
        var ns = await silo.NamespaceAsync();
        await silo.GrantAsync(
            ns,
            "binder",
            $$$"""[{{{WritesRoles}}},{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"resourceNames":["edit"],"verbs":["bind"]}]""");
        var binder = silo.As("binder");
        (await binder.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Users.Binding("a", "ClusterRole", "edit", "x"))).ShouldBe(201);
        var refused = (await binder.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Users.Binding("b", "ClusterRole", "system:node-bootstrapper", "x"))).ShouldBe(403);
        refused.Message.ShouldStartWith("rolebindings.rbac.authorization.k8s.io \"b\" is forbidden: user \"binder\" (groups=[\"system:authenticated\"]) is attempting to grant");
        (await binder.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Users.Binding("c", "ClusterRole", "nowhere", "x"))).ShouldBeStatus(
            404, "NotFound", "clusterroles.rbac.authorization.k8s.io \"nowhere\" not found");
        (await binder.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Users.Binding("d", "Role", "binder", "x"))).ShouldBe(201);
    }

    [Fact]
    public async Task Only_administrators_may_aggregate()
    {
        await silo.GrantEverywhereAsync(
            "gatherer", """[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"verbs":["create"]}]""");
        (await silo.As("gatherer").PostAsync(
            $"{Rbac}/clusterroles", """{"metadata":{"name":"all"},"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"a":"b"}}]},"rules":[]}""")).ShouldBeStatus(
            403, "Forbidden", "clusterroles.rbac.authorization.k8s.io \"all\" is forbidden: must have cluster-admin privileges to use the aggregationRule");
    }

    [Fact]
    public async Task A_binding_stays_with_its_role()
    {
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Users.Binding("b", "ClusterRole", "view", "x"))).ShouldBe(201);
        (await silo.Api.PatchAsync($"{Rbac}/namespaces/{ns}/rolebindings/b", """{"roleRef":{"name":"edit"}}""")).ShouldBeStatus(
            422,
            "Invalid",
            "RoleBinding.rbac.authorization.k8s.io \"b\" is invalid: roleRef: Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"edit\"}: cannot change roleRef");
    }

    [Theory]
    [InlineData("roles", """{"metadata":{"name":"r"},"rules":[{"nonResourceURLs":["/x"],"verbs":["get"]}]}""", "rules[0].nonResourceURLs: Invalid value: [\"/x\"]: namespaced rules cannot apply to non-resource URLs")]
    [InlineData("roles", """{"metadata":{"name":"r"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":[]}]}""", "rules[0].verbs: Required value: verbs must contain at least one value")]
    [InlineData("roles", """{"metadata":{"name":"r"},"rules":[{"resources":["pods"],"verbs":["get"]}]}""", "rules[0].apiGroups: Required value: resource rules must supply at least one api group")]
    [InlineData("rolebindings", """{"metadata":{"name":"r"},"roleRef":{"kind":"Pod","name":"x"}}""", "roleRef.kind: Unsupported value: \"Pod\": supported values: \"Role\", \"ClusterRole\"")]
    [InlineData("rolebindings", """{"metadata":{"name":"r"},"roleRef":{"kind":"Role","name":"x"},"subjects":[{"kind":"Robot","name":"r"}]}""", "subjects[0].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\"")]
    public async Task What_makes_no_sense_is_refused(string resource, string body, string problem) =>
        (await silo.Api.PostAsync($"{Rbac}/namespaces/default/{resource}", body)).ShouldBe(422).Message.ShouldEndWith(problem);
}
