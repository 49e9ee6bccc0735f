using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>One subject's share in one binding: the role that it is given. Its text is the reason that a real server gives for allowing.</summary>
/// <param name="binding">The binding.</param>
/// <param name="roleKind">Role or ClusterRole.</param>
/// <param name="role">The role.</param>
/// <param name="subject">The subject, in words.</param>
internal sealed class Grant(ObjectKey binding, string roleKind, RoleSlot role, string subject)
{
    /// <summary>The binding.</summary>
    public ObjectKey Binding { get; } = binding;

    /// <summary>The role.</summary>
    public RoleSlot Role { get; } = role;

    /// <summary>Whether the role allows it.</summary>
    public bool Allows(in AccessAttributes attributes)
    {
        foreach (var rule in Role.Compiled)
        {
            if (rule.Allows(attributes))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Binding.Namespace.Length == 0
        ? $"RBAC: allowed by ClusterRoleBinding \"{Binding.Name}\" of {roleKind} \"{Role.Key.Name}\" to {subject}"
        : $"RBAC: allowed by RoleBinding \"{Binding.Name}/{Binding.Namespace}\" of {roleKind} \"{Role.Key.Name}\" to {subject}";
}
