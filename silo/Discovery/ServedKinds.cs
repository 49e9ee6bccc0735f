using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Discovery;

/// <summary>
/// Which of the registered kinds this server serves: those that it stores or can convert to what it stores, reviews, and a few that are only views or actions.
/// </summary>
internal static class ServedKinds
{
    private static readonly string[] VerbsOfTerminating = ["delete", "deletecollection", "get", "list", "watch"];
    private static readonly string[] CoreNotStored = ["bindings", "componentstatuses"];

    /// <summary>Whether a kind is served.</summary>
    public static bool IsServed(KindDescriptor kind) =>
        kind.IsServed
        && (kind.IsStorageVersion || kind.Conversion is not null)
        && ((Has(kind.Verbs, "create") && Has(kind.Verbs, "list")) || IsReview(kind) || (kind.Group.Length == 0 && Has(CoreNotStored, kind.Resource)))
        && kind.Group != "metrics.k8s.io";

    /// <summary>Whether a kind is asked and never stored.</summary>
    public static bool IsReview(KindDescriptor kind) => kind.Verbs is ["create"] && kind.Group is "authentication.k8s.io" or "authorization.k8s.io";

    /// <summary>What discovery says that clients may do: nothing that makes more of a kind that is going.</summary>
    public static IReadOnlyList<string> VerbsOf(KindDescriptor kind) => kind.IsTerminating ? VerbsOfTerminating : kind.Verbs;

    /// <summary>The subresources of a kind that are served.</summary>
    public static IReadOnlyList<SubresourceDescriptor> SubresourcesOf(KindDescriptor kind) => kind.Subresources;

    /// <summary>A subresource, if it is served.</summary>
    public static SubresourceDescriptor? Subresource(KindDescriptor kind, string name) => kind.Subresource(name);

    /// <summary>Whether a group is one of the server's own.</summary>
    public static bool IsBuiltIn(KindRegistry kinds, string group)
    {
        foreach (var kind in kinds.All)
        {
            if (kind.Group == group && !kind.IsCustom && IsServed(kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a list of names holds one.</summary>
    public static bool Has(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
