using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Grains.Authorization.Rbac;

namespace Orchestrator.Silo.Authorization.Defaults;

/// <summary>The roles and bindings that every cluster has, as <c>default-roles.txt</c> says.</summary>
internal sealed class DefaultRoles
{
    private const string Autoupdate = "rbac.authorization.kubernetes.io/autoupdate";

    /// <summary>The cluster roles; those that aggregate have their rules already.</summary>
    public List<ClusterRole> ClusterRoles { get; } = [];

    /// <summary>The bindings of cluster roles.</summary>
    public List<ClusterRoleBinding> ClusterRoleBindings { get; } = [];

    /// <summary>The roles of single namespaces.</summary>
    public List<Role> Roles { get; } = [];

    /// <summary>The bindings of those.</summary>
    public List<RoleBinding> RoleBindings { get; } = [];

    /// <summary>Reads the file.</summary>
    public static DefaultRoles Load()
    {
        using var stream = typeof(DefaultRoles).Assembly.GetManifestResourceStream("default-roles.txt")!;
        using var text = new StreamReader(stream);
        var roles = new DefaultRolesReader(text).Read();
        roles.Aggregate();
        return roles;
    }

    /// <summary>The metadata of an object that a server's start may bring up to date again.</summary>
    public static ObjectMeta Metadata(string name, string? namespaceName = null, string? label = null)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        if (label is not null)
        {
            labels[label] = "true";
        }

        return new ObjectMeta
        {
            Name = name,
            Namespace = namespaceName,
            Labels = labels,
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Autoupdate] = "true" },
        };
    }

    /// <summary>Whether somebody has asked to leave an object as it is.</summary>
    public static bool IsKept(ObjectMeta metadata) => metadata.Annotations?.GetValueOrDefault(Autoupdate) == "false";

    // view goes into edit and edit into admin, which stand in the file in the other order
    private void Aggregate()
    {
        foreach (var role in ClusterRoles.Where(role => role.AggregationRule is not null).Reverse())
        {
            role.Rules = RoleAggregation.Gather(role, ClusterRoles);
        }
    }
}
