using System.Text;

namespace Orchestrator.Api.Generator;

/// <summary>How names of the API become names in C#.</summary>
internal static class Naming
{
    /// <summary>Group labels that are several words.</summary>
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["admissionregistration"] = "AdmissionRegistration",
        ["apidiscovery"] = "ApiDiscovery",
        ["apiextensions"] = "ApiExtensions",
        ["apiregistration"] = "ApiRegistration",
        ["flowcontrol"] = "FlowControl",
        ["storagemigration"] = "StorageMigration",
    };

    /// <summary><c>rbac.authorization.k8s.io/v1</c> becomes <c>Orchestrator.Api.Models.Rbac.V1</c>.</summary>
    public static string Namespace(string groupVersion)
    {
        var slash = groupVersion.IndexOf('/', StringComparison.Ordinal);
        var label = groupVersion[..slash].Split('.')[0];
        return $"Orchestrator.Api.Models.{(Groups.TryGetValue(label, out var name) ? name : Pascal(label))}.{Pascal(groupVersion[(slash + 1)..])}";
    }

    /// <summary>The group and version of a type's name.</summary>
    public static string GroupVersion(string typeName) => typeName[..typeName.LastIndexOf('.')];

    /// <summary>The name of a type within its group.</summary>
    public static string Class(string typeName) => typeName[(typeName.LastIndexOf('.') + 1)..];

    /// <summary>The class with its namespace.</summary>
    public static string FullClass(string typeName) => $"global::{Namespace(GroupVersion(typeName))}.{Class(typeName)}";

    /// <summary>
    /// The property for a JSON name: <c>clusterIP</c> becomes <c>ClusterIP</c>, <c>x-kubernetes-list-type</c> <c>XKubernetesListType</c>.
    /// A property may not have its class' name: then <c>Value</c> is appended.
    /// </summary>
    public static string Property(string jsonName, string className)
    {
        var name = string.Concat(jsonName.Split('-', '$', '.').Select(Pascal));
        return name == className ? name + "Value" : name;
    }

    private static string Pascal(string word)
    {
        if (word.Length == 0)
        {
            return "";
        }

        return new StringBuilder(word) { [0] = char.ToUpperInvariant(word[0]) }.ToString();
    }
}
