using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.Authorization.Defaults;

/// <summary>The default roles and bindings as objects that must exist before the silo serves.</summary>
internal sealed class DefaultRolesSource : ISystemObjectSource
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects
    {
        get
        {
            var roles = DefaultRoles.Load();
            return
            [
                .. roles.ClusterRoles.Select(role => Of("clusterroles", role, RoleMending.Mend)),
                .. roles.ClusterRoleBindings.Select(binding => Of("clusterrolebindings", binding, RoleMending.Mend, RoleMending.IsBeyond)),
                .. roles.Roles.Select(role => Of("roles", role, RoleMending.Mend)),
                .. roles.RoleBindings.Select(binding => Of("rolebindings", binding, RoleMending.Mend, RoleMending.IsBeyond)),
            ];
        }
    }

    private static SystemObject Of<T>(string resource, T wanted, Func<T, T, T?> mend, Func<T, T, bool>? isBeyond = null)
        where T : class, IKubeObject, IJsonModel<T> =>
        new(new ObjectKey(Group, resource, wanted.Metadata.Namespace ?? "", wanted.Metadata.Name!), () => wanted)
        {
            Mend = present => mend(JsonModel.Read<T>(present.Json), wanted),
            IsBeyondMending = isBeyond is null ? null : present => isBeyond(JsonModel.Read<T>(present.Json), wanted),
        };
}
