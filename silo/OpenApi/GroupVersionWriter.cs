using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Writes the OpenAPI 3.0 document of one version of a group.</summary>
internal static class GroupVersionWriter
{
    private const string Level = "v1.35.0";

    /// <param name="json">Where to.</param>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="version">The version.</param>
    /// <param name="kinds">Its kinds that are served.</param>
    public static void Write(Utf8JsonWriter json, string group, string version, IReadOnlyList<KindDescriptor> kinds)
    {
        var components = new Components();
        var root = group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";
        json.WriteStartObject();
        WriteHead(json);
        json.WriteStartObject("paths"u8);
        WriteDiscovery(json, root, group, version, components);
        foreach (var kind in kinds)
        {
            new PathWriter(json, root, kind, components).Write();
        }

        json.WriteEndObject();
        json.WriteStartObject("components"u8);
        components.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes what every document begins with.</summary>
    public static void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString("openapi"u8, "3.0.0"u8);
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "Kubernetes"u8);
        json.WriteString("version"u8, Level);
        json.WriteEndObject();
    }

    /// <summary>Writes the path at which the resources of a group's version are discovered.</summary>
    public static void WriteDiscovery(Utf8JsonWriter json, string root, string group, string version, Components components)
    {
        json.WriteStartObject(root + "/");
        json.WriteStartObject("get"u8);
        json.WriteStartArray("tags"u8);
        json.WriteStringValue(OperationNames.Tag(group, version));
        json.WriteEndArray();
        json.WriteString("operationId"u8, $"get{OperationNames.GroupVersion(group, version)}APIResources");
        OperationWriter.WriteResponses(json, "get", MediaTypes.Produced, components.Reference(TypeSchemas.Get("meta/v1.APIResourceList")));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
