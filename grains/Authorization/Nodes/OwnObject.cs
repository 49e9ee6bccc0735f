namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>Objects that have their node's name: a node has to do with its own alone. What it creates has no name yet here; admission checks that.</summary>
internal static class OwnObject
{
    private const string LeaseNamespace = "kube-node-lease";

    /// <summary>The lease by which others see that the node lives.</summary>
    public static AccessDecision Lease(NodeIdentity node, in AccessAttributes attributes) =>
        !IsNamed(attributes) ? AccessDecision.Unsure("can only get, create, update, patch, or delete a node lease")
        : attributes.Namespace != LeaseNamespace ? AccessDecision.Unsure($"can only access leases in the \"{LeaseNamespace}\" system namespace")
        : attributes.Verb != "create" && !node.Is(attributes.Name) ? AccessDecision.Unsure("can only access node lease with the same name as the requesting node")
        : AccessDecision.Allow();

    /// <summary>Which storage drivers the node has.</summary>
    public static AccessDecision CsiNode(NodeIdentity node, in AccessAttributes attributes) =>
        !IsNamed(attributes) ? AccessDecision.Unsure("can only get, create, update, patch, or delete a CSINode")
        : attributes.Subresource.Length > 0 ? AccessDecision.Unsure("cannot authorize CSINode subresources")
        : attributes.Verb != "create" && !node.Is(attributes.Name) ? AccessDecision.Unsure("can only access CSINode with the same name as the requesting node")
        : AccessDecision.Allow();

    private static bool IsNamed(in AccessAttributes attributes) => attributes.Verb is "get" or "create" or "update" or "patch" or "delete";
}
