using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pki;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Authorization;

/// <summary>
/// What an agent (<c>system:node:NAME</c> of the group <c>system:nodes</c>) may do: its connection, its own node and lease,
/// the status of pods, events, and reading what its pods refer to.
/// </summary>
internal sealed class NodeAuthorizer : IAuthorizer
{
    private const string Group = "system:nodes";
    private const string UserPrefix = "system:node:";

    /// <inheritdoc/>
    public bool Allows(UserInfo user, RequestInfo request)
    {
        var isHost = user.IsIn(ClusterPki.NodeHosts); // stands for any node
        if (!request.IsResourceRequest || !(isHost || (user.IsIn(Group) && user.Name.StartsWith(UserPrefix, StringComparison.Ordinal))))
        {
            return false;
        }

        var node = isHost ? request.Name : user.Name.AsSpan(UserPrefix.Length);
        return (request.Group, request.Resource) switch
        {
            ("agents.orchestrator.io", _) => true, // what a connection may say is checked frame by frame; a stream's id is known to the agent asked for it alone
            ("", "nodes") => IsRead(request) || request.Name.AsSpan().SequenceEqual(node) || request is { Verb: RequestVerbs.Create, Name: "" },
            ("coordination.k8s.io", "leases") => string.Equals(request.Namespace, "kube-node-lease", StringComparison.Ordinal),
            ("", "pods") => IsRead(request) || request.Verb == RequestVerbs.Delete || string.Equals(request.Subresource, "status", StringComparison.Ordinal),
            ("", "events") or ("events.k8s.io", "events") => request.Verb is RequestVerbs.Create or RequestVerbs.Update or RequestVerbs.Patch,
            ("", "secrets" or "configmaps") => request is { Verb: RequestVerbs.Get } or { Verb: RequestVerbs.List or RequestVerbs.Watch, Name.Length: > 0 },
            ("", "services" or "persistentvolumeclaims" or "persistentvolumes" or "endpoints" or "namespaces") => IsRead(request),
            ("discovery.k8s.io", "endpointslices") => IsRead(request),
            _ => false,
        };
    }

    private static bool IsRead(RequestInfo request) => request.Verb is RequestVerbs.Get or RequestVerbs.List or RequestVerbs.Watch;
}
