using System.Text.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Discovery;

/// <summary>The aggregated discovery document (<c>apidiscovery.k8s.io</c>): everything below a root in one answer.</summary>
internal static class AggregatedDiscovery
{
    public static void Write(Utf8JsonWriter json, string version, IEnumerable<ApiGroup> groups)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIGroupDiscoveryList"u8);
        json.WriteString("apiVersion"u8, $"apidiscovery.k8s.io/{version}");
        json.WriteStartObject("metadata"u8);
        json.WriteEndObject();
        json.WriteStartArray("items"u8);
        foreach (var group in groups)
        {
            WriteGroup(json, group);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, ApiGroup group)
    {
        json.WriteStartObject();
        json.WriteStartObject("metadata"u8);
        if (group.Name.Length > 0)
        {
            json.WriteString("name"u8, group.Name);
        }

        json.WriteNull("creationTimestamp"u8);
        json.WriteEndObject();
        json.WriteStartArray("versions"u8);
        foreach (var version in group.Versions)
        {
            json.WriteStartObject();
            json.WriteString("version"u8, version.Name);
            json.WriteStartArray("resources"u8);
            foreach (var kind in version.Kinds)
            {
                WriteResource(json, kind);
            }

            json.WriteEndArray();
            json.WriteString("freshness"u8, "Current"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, KindDescriptor kind)
    {
        json.WriteStartObject();
        json.WriteString("resource"u8, kind.Resource);
        if (kind.Verbs.Count > 0)
        {
            WriteKind(json, kind.Group, kind.Version, kind.Kind);
        }
        else
        {
            json.WriteNull("responseKind"u8); // the parent cannot be asked for, its subresources can
        }

        json.WriteString("scope"u8, kind.Namespaced ? "Namespaced"u8 : "Cluster"u8);
        json.WriteString("singularResource"u8, kind.Singular);
        DiscoveryJson.WriteStrings(json, "verbs"u8, ServedKinds.VerbsOf(kind), always: true);
        DiscoveryJson.WriteStrings(json, "shortNames"u8, kind.ShortNames);
        DiscoveryJson.WriteStrings(json, "categories"u8, kind.Categories);
        var started = false;
        foreach (var subresource in ServedKinds.SubresourcesOf(kind))
        {
            if (!started)
            {
                json.WriteStartArray("subresources"u8);
                started = true;
            }

            json.WriteStartObject();
            json.WriteString("subresource"u8, subresource.Name);
            WriteKind(json, subresource.Group, subresource.Version, subresource.Kind);
            DiscoveryJson.WriteStrings(json, "verbs"u8, subresource.Verbs, always: true);
            json.WriteEndObject();
        }

        if (started)
        {
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter json, string group, string version, string kind)
    {
        json.WriteStartObject("responseKind"u8);
        json.WriteString("group"u8, group);
        json.WriteString("version"u8, version);
        json.WriteString("kind"u8, kind);
        json.WriteEndObject();
    }
}
