using Orchestrator.Api.Agents;

namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>Which node a request is from.</summary>
/// <param name="Name">The node's name; empty for a host of nodes, whose one process and certificate stand for any of them.</param>
internal readonly record struct NodeIdentity(string Name)
{
    /// <summary>The node of a user, or null when the user is none.</summary>
    public static NodeIdentity? Of(in AccessAttributes attributes)
    {
        if (attributes.User.StartsWith(AgentPaths.NodeUserPrefix, StringComparison.Ordinal) && attributes.IsIn(AgentPaths.NodesGroup))
        {
            return attributes.User.Length > AgentPaths.NodeUserPrefix.Length ? new NodeIdentity(attributes.User[AgentPaths.NodeUserPrefix.Length..]) : null;
        }

        return attributes.IsIn(AgentPaths.NodeHostsGroup) ? new NodeIdentity("") : null;
    }

    /// <summary>Whether it is that node.</summary>
    public bool Is(string? node) => !string.IsNullOrEmpty(node) && (Name.Length == 0 || Name == node);
}
