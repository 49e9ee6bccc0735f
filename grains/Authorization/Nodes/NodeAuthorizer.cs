using Orchestrator.Api.Agents;

namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>
/// What an agent (<c>system:node:NAME</c> of the group <c>system:nodes</c>) may do: its connection, its own node and lease,
/// the status of pods, events, and reading what its pods refer to.
/// </summary>
internal sealed class NodeAuthorizer : IAuthorizer
{
    /// <inheritdoc/>
    public AccessDecision Authorize(in AccessAttributes attributes) => Allows(attributes) ? AccessDecision.Allow() : AccessDecision.NoOpinion;

    private static bool Allows(in AccessAttributes request)
    {
        var isHost = request.IsIn(AgentPaths.NodeHostsGroup); // stands for any node
        if (!request.IsResource || !(isHost || (request.IsIn(AgentPaths.NodesGroup) && request.User.StartsWith(AgentPaths.NodeUserPrefix, StringComparison.Ordinal))))
        {
            return false;
        }

        var node = isHost ? request.Name : request.User.AsSpan(AgentPaths.NodeUserPrefix.Length);
        return (request.Group, request.Resource) switch
        {
            (AgentPaths.Group, _) => true, // what a connection may say is checked frame by frame; a stream's id is known to the agent asked for it alone
            ("", "nodes") => request.IsReadOnly || request.Name.AsSpan().SequenceEqual(node) || request is { Verb: "create", Name: "" },
            ("coordination.k8s.io", "leases") => string.Equals(request.Namespace, "kube-node-lease", StringComparison.Ordinal),
            ("", "pods") => request.IsReadOnly || request.Verb == "delete" || string.Equals(request.Subresource, "status", StringComparison.Ordinal),
            ("", "events") or ("events.k8s.io", "events") => request.Verb is "create" or "update" or "patch",
            ("", "secrets" or "configmaps") => request is { Verb: "get" } or { Verb: "list" or "watch", Name.Length: > 0 },
            ("", "services" or "persistentvolumeclaims" or "persistentvolumes" or "endpoints" or "namespaces") => request.IsReadOnly,
            ("", "serviceaccounts") => request is { Verb: "create", Subresource: "token" }, // of which pods' accounts is the request's to check
            ("discovery.k8s.io", "endpointslices") => request.IsReadOnly,
            _ => false,
        };
    }
}
