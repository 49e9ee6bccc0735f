using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Contract;
using Shouldly;

namespace Orchestrator.Grains.Tests.Authorization;

/// <summary>Rights by role over the objects as they are stored.</summary>
public sealed class RbacIndexTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private const int Many = 300;

    private IAuthorizer Authorizer => cluster.Services.GetRequiredService<IAuthorizer>();

    [Fact]
    public async Task Many_roles_of_one_user_are_all_in_force_and_follow_their_changes()
    {
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => RoleAsync($"many-{i}", $"kind{i}")));
        Allows("many", "kind7").ShouldBeTrue();
        Allows("many", $"kind{Many - 1}").ShouldBeTrue();
        Allows("many", "other").ShouldBeFalse();

        (await Write("many-7", """{"metadata":{"name":"many-7"},"rules":[{"apiGroups":[""],"resources":["other"],"verbs":["get"]}]}""")).Succeeded.ShouldBeTrue();
        Allows("many", "kind7").ShouldBeFalse();
        Allows("many", "other").ShouldBeTrue();
    }

    [Fact]
    public async Task A_reason_names_binding_role_and_subject()
    {
        await RoleAsync("why", "things");
        Authorizer.Authorize(Of("why", "things")).Reason.ShouldBe("RBAC: allowed by ClusterRoleBinding \"why\" of ClusterRole \"why\" to User \"why\"");
        Authorizer.Authorize(Of("why", "others")).Reason.ShouldBe("");
    }

    private bool Allows(string user, string resource) => Authorizer.Authorize(Of(user, resource)).Allowed;

    private static AccessAttributes Of(string user, string resource) => new(user, "", []) { Verb = "get", Resource = resource, Namespace = "default" };

    private async Task RoleAsync(string name, string resource)
    {
        var rule = new PolicyRule { Verbs = ["get"], ApiGroups = [""], Resources = [resource] };
        await CreateAsync("clusterroles", new ClusterRole { Metadata = new() { Name = name }, Rules = [rule] });
        await CreateAsync("clusterrolebindings", new ClusterRoleBinding
        {
            Metadata = new() { Name = name },
            RoleRef = new RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = name },
            Subjects = [new Orchestrator.Api.Models.Rbac.V1.Subject { Kind = "User", Name = name.Split('-')[0] }],
        });
    }

    private async Task CreateAsync(string resource, IKubeObject value) =>
        (await Write(WriteVerb.Create, resource, value.Metadata.Name!, JsonModel.ToText(value))).Succeeded.ShouldBeTrue();

    private Task<WriteResult> Write(string name, string body) => Write(WriteVerb.Update, "clusterroles", name, body);

    private Task<WriteResult> Write(WriteVerb verb, string resource, string name, string body)
    {
        var masters = new Caller("root", "", ["system:masters"]);
        var request = new WriteRequest(
            verb, "v1", "", Encoding.UTF8.GetBytes(body), PatchType.None, WriteOptions.None, masters);
        var key = new ObjectKey("rbac.authorization.k8s.io", resource, "", name);
        return ResourceGrains.Get(cluster.Grains, key).WriteAsync(request, CancellationToken.None);
    }
}
