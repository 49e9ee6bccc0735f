using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi;

/// <summary>
/// What Kubernetes calls a type in OpenAPI: its Go package with the host reversed, such as <c>io.k8s.api.core.v1.Pod</c>. A custom resource
/// is called after its group reversed: <c>com.example.stable.v1.CronTab</c>.
/// </summary>
internal static class SchemaNames
{
    /// <summary>Before the names of the machinery's types.</summary>
    public const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    /// <summary>The component of a built-in type.</summary>
    public static string Of(TypeSchema type)
    {
        var (group, version) = GroupVersion(type);
        return $"{Package(group)}.{version}.{type.ShortName}";
    }

    /// <summary>The component of a custom resource or, with its list's kind, of its list.</summary>
    public static string OfCustom(KindDescriptor kind, string name)
    {
        var labels = kind.Group.Split('.');
        Array.Reverse(labels);
        return $"{string.Join('.', labels)}.{kind.Version}.{name}";
    }

    /// <summary>The group, as tables of types call it (<c>core</c>, <c>meta</c>), and the version of a built-in type.</summary>
    public static (string Group, string Version) GroupVersion(TypeSchema type)
    {
        var slash = type.Name.IndexOf('/', StringComparison.Ordinal);
        return (type.Name[..slash], type.Name[(slash + 1)..(type.Name.Length - type.ShortName.Length - 1)]);
    }

    private static string Package(string group) => group switch
    {
        "meta" => "io.k8s.apimachinery.pkg.apis.meta",
        "apiextensions.k8s.io" => "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions",
        "apiregistration.k8s.io" => "io.k8s.kube-aggregator.pkg.apis.apiregistration",
        "metrics.k8s.io" => "io.k8s.metrics.pkg.apis.metrics",
        _ => $"io.k8s.api.{group.Split('.')[0]}",
    };
}
