using System.Text.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Discovery;

/// <summary>The discovery documents of one group or version each: APIVersions, APIGroupList, APIGroup, APIResourceList.</summary>
internal static class LegacyDiscovery
{
    public static void WriteVersions(Utf8JsonWriter json, string serverAddress)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIVersions"u8);
        json.WriteStartArray("versions"u8);
        json.WriteStringValue("v1"u8);
        json.WriteEndArray();
        json.WriteStartArray("serverAddressByClientCIDRs"u8);
        json.WriteStartObject();
        json.WriteString("clientCIDR"u8, "0.0.0.0/0"u8);
        json.WriteString("serverAddress"u8, serverAddress);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteGroups(Utf8JsonWriter json, IReadOnlyList<ApiGroup> groups)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIGroupList"u8);
        json.WriteString("apiVersion"u8, "v1"u8);
        json.WriteStartArray("groups"u8);
        foreach (var group in groups)
        {
            if (group.Name.Length > 0)
            {
                json.WriteStartObject();
                WriteGroupFields(json, group);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteGroup(Utf8JsonWriter json, ApiGroup group)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIGroup"u8);
        json.WriteString("apiVersion"u8, "v1"u8);
        WriteGroupFields(json, group);
        json.WriteEndObject();
    }

    public static void WriteResources(Utf8JsonWriter json, ApiGroup group, ApiGroupVersion version)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIResourceList"u8);
        if (group.Name.Length > 0)
        {
            json.WriteString("apiVersion"u8, "v1"u8); // the core group's document has none, as with a real server
        }

        json.WriteString("groupVersion"u8, GroupVersion(group, version));
        json.WriteStartArray("resources"u8);
        foreach (var kind in version.Kinds)
        {
            if (kind.Verbs.Count > 0)
            {
                WriteResource(json, group, kind); // of others there are only subresources
            }

            foreach (var subresource in ServedKinds.SubresourcesOf(kind))
            {
                WriteSubresource(json, kind, subresource);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGroupFields(Utf8JsonWriter json, ApiGroup group)
    {
        json.WriteString("name"u8, group.Name);
        json.WriteStartArray("versions"u8);
        foreach (var version in group.Versions)
        {
            WriteVersion(json, group, version);
        }

        json.WriteEndArray();
        json.WritePropertyName("preferredVersion"u8);
        WriteVersion(json, group, group.Versions[0]);
    }

    private static void WriteVersion(Utf8JsonWriter json, ApiGroup group, ApiGroupVersion version)
    {
        json.WriteStartObject();
        json.WriteString("groupVersion"u8, GroupVersion(group, version));
        json.WriteString("version"u8, version.Name);
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, ApiGroup group, KindDescriptor kind)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, kind.Resource);
        json.WriteString("singularName"u8, kind.Singular);
        json.WriteBoolean("namespaced"u8, kind.Namespaced);
        json.WriteString("kind"u8, kind.Kind);
        DiscoveryJson.WriteStrings(json, "verbs"u8, ServedKinds.VerbsOf(kind), always: true);
        DiscoveryJson.WriteStrings(json, "shortNames"u8, kind.ShortNames);
        DiscoveryJson.WriteStrings(json, "categories"u8, kind.Categories);
        if (StorageVersionHash.Of(group, kind) is { } hash)
        {
            json.WriteString("storageVersionHash"u8, hash);
        }

        json.WriteEndObject();
    }

    private static void WriteSubresource(Utf8JsonWriter json, KindDescriptor kind, SubresourceDescriptor subresource)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, $"{kind.Resource}/{subresource.Name}");
        json.WriteString("singularName"u8, ""u8);
        json.WriteBoolean("namespaced"u8, kind.Namespaced);
        if (subresource.Group != kind.Group || subresource.Version != kind.Version)
        {
            json.WriteString("group"u8, subresource.Group);
            json.WriteString("version"u8, subresource.Version);
        }

        json.WriteString("kind"u8, subresource.Kind);
        DiscoveryJson.WriteStrings(json, "verbs"u8, subresource.Verbs, always: true);
        json.WriteEndObject();
    }

    private static string GroupVersion(ApiGroup group, ApiGroupVersion version) =>
        group.Name.Length == 0 ? version.Name : $"{group.Name}/{version.Name}";
}
