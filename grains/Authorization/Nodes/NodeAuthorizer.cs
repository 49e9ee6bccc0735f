using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Grains.Authorization.Rbac;

namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>
/// What a node (<c>system:node:NAME</c> of the group <c>system:nodes</c>) may do, as a real server's node authorizer has it: its own node, lease, CSINode and
/// resource slices; the pods bound to it; what those refer to; and the rules below, which name no object. Admission (NodeRestriction) limits what it writes.
/// </summary>
internal sealed class NodeAuthorizer(NodeReach reach) : IAuthorizer
{
    private static readonly CompiledRule[] Rules =
    [
        Rule(AgentPaths.Group, "*", "*"), // a connection says which node it is, frame by frame; a stream's id is known to the agent asked for it alone
        Rule("authentication.k8s.io", "tokenreviews", "create"),
        Rule("authorization.k8s.io", "subjectaccessreviews,localsubjectaccessreviews", "create"),
        Rule("", "services", "get,list,watch"),
        Rule("", "events", "create,update,patch"),
        Rule("", "endpoints", "get,list,watch"),
        Rule("discovery.k8s.io", "endpointslices", "get,list,watch"), // a real node's service proxy is a user of its own; here it is the agent
        Rule("certificates.k8s.io", "certificatesigningrequests", "create,get,list,watch"),
        Rule("storage.k8s.io", "csidrivers", "get,list,watch"),
        Rule("node.k8s.io", "runtimeclasses", "get,list,watch"),
    ];

    /// <inheritdoc/>
    public AccessDecision Authorize(in AccessAttributes attributes)
    {
        if (!attributes.IsResource || NodeIdentity.Of(attributes) is not { } node)
        {
            return AccessDecision.NoOpinion;
        }

        return (attributes.Group, attributes.Resource) switch
        {
            ("", "nodes") => NodeAccess.Node(node, attributes),
            ("", "pods") => NodeAccess.Pod(node, attributes, reach),
            ("", "secrets") => NodeAccess.Read(node, attributes, reach.Secret),
            ("", "configmaps") => NodeAccess.Read(node, attributes, reach.ConfigMap),
            ("", "persistentvolumeclaims") => NodeAccess.Claim(node, attributes, reach.Claim),
            ("", "persistentvolumes") => NodeAccess.Get(node, attributes, (identity, _, name) => reach.Volume(identity, name)),
            ("", "serviceaccounts") => NodeAccess.ServiceAccount(node, attributes, reach.ServiceAccount),
            ("resource.k8s.io", "resourceclaims") => NodeAccess.Get(node, attributes, reach.ResourceClaim),
            ("resource.k8s.io", "resourceslices") => NodeAccess.ResourceSlice(node, attributes, reach),
            ("storage.k8s.io", "volumeattachments") => NodeAccess.Get(node, attributes, (identity, _, name) => reach.Attachment(identity, name)),
            ("storage.k8s.io", "csinodes") => OwnObject.CsiNode(node, attributes),
            ("coordination.k8s.io", "leases") => OwnObject.Lease(node, attributes),
            _ => ByRule(attributes),
        };
    }

    private static AccessDecision ByRule(in AccessAttributes attributes)
    {
        foreach (var rule in Rules)
        {
            if (rule.Allows(attributes))
            {
                return AccessDecision.Allow();
            }
        }

        return AccessDecision.NoOpinion;
    }

    private static CompiledRule Rule(string group, string resources, string verbs) =>
        new(new PolicyRule { ApiGroups = [group], Resources = [.. resources.Split(',')], Verbs = [.. verbs.Split(',')] });
}
