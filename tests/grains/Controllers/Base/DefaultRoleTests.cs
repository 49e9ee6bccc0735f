using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers;

/// <summary>
/// What controllers do is what their roles say (<c>silo/Authorization/Defaults/default-roles.txt</c>). That each write of each test of controllers is covered is checked where
/// the cluster of these tests ends; here is checked that nobody is forgotten.
/// </summary>
public class DefaultRoleTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public void Every_user_that_controllers_write_as_has_a_role()
    {
        cluster.Roles.Users.Count.ShouldBeGreaterThan(30);
        cluster.Roles.Users.Where(user => !DefaultRoleCheck.Knows(user)).ShouldBe(["system:serviceaccount:kube-system:persistent-volume-phases"], "it writes as persistent-volume-binder alone");
    }

    [Fact]
    public void A_write_that_no_role_covers_is_noticed()
    {
        var check = new DefaultRoleCheck();
        const string user = "system:serviceaccount:kube-system:replicaset-controller";
        check.Wrote(user, "create", new Api.Objects.ObjectKey("", "pods", "default", ""), "");
        check.Missing.ShouldBeEmpty();
        check.Wrote(user, "create", new Api.Objects.ObjectKey("", "secrets", "default", ""), "");
        check.Wrote("system:serviceaccount:kube-system:bootstrap-signer", "patch", new Api.Objects.ObjectKey("", "configmaps", "kube-public", "another"), "");
        check.Missing.ShouldBe(["system:serviceaccount:kube-system:bootstrap-signer: patch core configmaps", $"{user}: create core secrets"]);
    }
}
