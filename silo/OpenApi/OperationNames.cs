using System.Globalization;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Makes operation ids as a real server does, since generated clients call their methods so: <c>readAppsV1NamespacedDeploymentStatus</c>.</summary>
internal static class OperationNames
{
    /// <summary>The id of an operation on a kind's objects.</summary>
    /// <param name="kind">The kind of the path.</param>
    /// <param name="action">The action.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="subresource">The subresource, or nothing.</param>
    public static string Of(KindDescriptor kind, string action, string method, string subresource = "")
    {
        var (verb, infix) = action switch
        {
            "get" => ("read", ""),
            "post" => ("create", ""),
            "put" => ("replace", ""),
            "deletecollection" => ("delete", "Collection"),
            "connect" => ("connect", Title(method)),
            _ => (action, ""),
        };
        return $"{verb}{GroupVersion(kind.Group, kind.Version)}{infix}{(kind.Namespaced ? "Namespaced" : "")}{kind.Kind}{Title(subresource)}";
    }

    /// <summary>The id of a list over all namespaces.</summary>
    public static string OfAllNamespaces(KindDescriptor kind) => $"list{GroupVersion(kind.Group, kind.Version)}{kind.Kind}ForAllNamespaces";

    /// <summary>Group and version in an id: <c>CoreV1</c>, <c>RbacAuthorizationV1</c>.</summary>
    public static string GroupVersion(string group, string version) => string.Concat(Labels(group).Select(Title)) + Title(version);

    /// <summary>Group and version as a tag: <c>core_v1</c>.</summary>
    public static string Tag(string group, string version) => string.Concat(Labels(group).Select((label, i) => i == 0 ? label : Title(label))) + "_" + version;

    private static string[] Labels(string group)
    {
        const string own = ".k8s.io";
        return group.Length == 0 ? ["core"] : (group.EndsWith(own, StringComparison.Ordinal) ? group[..^own.Length] : group).Split('.', '-');
    }

    private static string Title(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
}
