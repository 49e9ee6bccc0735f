namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>Whether a node reaches an object of a namespace.</summary>
internal delegate bool Reaches(NodeIdentity node, string namespaceName, string name);

/// <summary>The node authorizer's decisions, resource by resource, with a real server's reasons.</summary>
internal static class NodeAccess
{
    /// <summary>A node writes nodes (admission: its own), and reads its own.</summary>
    public static AccessDecision Node(NodeIdentity node, in AccessAttributes attributes) => (attributes.Subresource, attributes.Verb) switch
    {
        ("", "create" or "update" or "patch") or ("status", "update" or "patch") => AccessDecision.Allow(),
        ("", "get" or "list" or "watch") => node.Is(attributes.Name) ? AccessDecision.Allow() : AccessDecision.Unsure(attributes.Name.Length == 0
            ? $"node '{node.Name}' cannot read all nodes, only its own Node object"
            : $"node '{node.Name}' cannot read '{attributes.Name}', only its own Node object"),
        _ => AccessDecision.NoOpinion,
    };

    /// <summary>A node reads the pods that are bound to it, by name or by selector, and writes status, evictions and mirror pods (admission: of its own).</summary>
    public static AccessDecision Pod(NodeIdentity node, in AccessAttributes attributes, NodeReach reach) => (attributes.Subresource, attributes.Verb) switch
    {
        ("", "create" or "delete") or ("status", "update" or "patch") or ("eviction", "create") => AccessDecision.Allow(),
        ("", "get") => Named(node, attributes, reach.Pod),
        ("", "list" or "watch") => node.Is(attributes.Selectors?.RequiredField("spec.nodeName"))
            ? AccessDecision.Allow()
            : AccessDecision.Unsure("can only list/watch pods with spec.nodeName field selector"),
        _ => AccessDecision.NoOpinion,
    };

    /// <summary>Reading one object, also by following it.</summary>
    public static AccessDecision Read(NodeIdentity node, in AccessAttributes attributes, Reaches reaches) =>
        !attributes.IsReadOnly ? AccessDecision.Unsure("can only read resources of this type")
        : attributes.Subresource.Length > 0 ? AccessDecision.Unsure("cannot read subresource")
        : attributes.Namespace.Length == 0 ? AccessDecision.Unsure("can only read namespaced object of this type")
        : Named(node, attributes, reaches);

    /// <summary>Getting one object.</summary>
    public static AccessDecision Get(NodeIdentity node, in AccessAttributes attributes, Reaches reaches) =>
        attributes.Verb != "get" ? AccessDecision.Unsure("can only get individual resources of this type")
        : attributes.Subresource.Length > 0 ? AccessDecision.Unsure("cannot get subresource")
        : Named(node, attributes, reaches);

    /// <summary>Volume claims: a node reads them, and reports in their status what it has done for them.</summary>
    public static AccessDecision Claim(NodeIdentity node, in AccessAttributes attributes, Reaches reaches) =>
        attributes.Subresource != "status" ? Get(node, attributes, reaches)
        : attributes.Verb is not ("get" or "update" or "patch") ? AccessDecision.Unsure("can only get/update/patch this type")
        : Named(node, attributes, reaches);

    /// <summary>Service accounts: a node asks for tokens of those that its pods run as.</summary>
    public static AccessDecision ServiceAccount(NodeIdentity node, in AccessAttributes attributes, Reaches reaches) =>
        attributes is { Verb: "get", Subresource.Length: 0 } ? Named(node, attributes, reaches)
        : attributes.Verb != "create" || attributes.Name.Length == 0 ? AccessDecision.Unsure("can only create tokens for individual service accounts")
        : attributes.Subresource != "token" ? AccessDecision.Unsure("can only create token subresource of service account")
        : Named(node, attributes, reaches);

    /// <summary>Slices of resources: a node has to do with its own.</summary>
    public static AccessDecision ResourceSlice(NodeIdentity node, in AccessAttributes attributes, NodeReach reach) => attributes switch
    {
        { Subresource.Length: > 0 } => AccessDecision.Unsure("cannot authorize ResourceSlice subresources"),
        { Verb: "create" } => AccessDecision.Allow(),
        { Verb: "get" or "update" or "patch" or "delete" } => Named(node, attributes, (identity, _, name) => reach.ResourceSlice(identity, name)),
        { Verb: "list" or "watch" or "deletecollection" } => node.Is(attributes.Selectors?.RequiredField("spec.nodeName"))
            ? AccessDecision.Allow()
            : AccessDecision.Unsure("can only list/watch/deletecollection resourceslices with nodeName field selector"),
        _ => AccessDecision.Unsure("only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection"),
    };

    private static AccessDecision Named(NodeIdentity node, in AccessAttributes attributes, Reaches reaches) =>
        attributes.Name.Length == 0 ? AccessDecision.Unsure("No Object name found")
        : reaches(node, attributes.Namespace, attributes.Name) ? AccessDecision.Allow()
        : AccessDecision.Unsure($"no relationship found between node '{node.Name}' and this object");
}
