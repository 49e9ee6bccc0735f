using System.Text.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Discovery;

/// <summary>
/// The OpenAPI v3 documents, as far as kubectl asks before it writes: which versions there are, and that PATCH of a kind takes
/// <c>fieldValidation</c> and <c>dryRun</c>, so that it leaves validation to the server. They hold no schemas.
/// </summary>
internal static class OpenApiV3
{
    private static readonly string[] PatchParameters = ["dryRun", "fieldManager", "fieldValidation", "force"];

    /// <summary>The path of a version's document.</summary>
    public static string PathOf(ApiGroup group, ApiGroupVersion version) => $"/openapi/v3{RootOf(group, version)}";

    /// <summary>Writes the root: where the documents are.</summary>
    public static void WriteRoot(Utf8JsonWriter json, IReadOnlyList<ApiGroup> groups)
    {
        json.WriteStartObject();
        json.WriteStartObject("paths"u8);
        foreach (var group in groups)
        {
            foreach (var version in group.Versions)
            {
                json.WriteStartObject(RootOf(group, version)[1..]);
                json.WriteString("serverRelativeURL"u8, PathOf(group, version));
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the document of one version.</summary>
    public static void WriteVersion(Utf8JsonWriter json, ApiGroup group, ApiGroupVersion version)
    {
        json.WriteStartObject();
        json.WriteString("openapi"u8, "3.0.0"u8);
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "Kubernetes"u8);
        json.WriteString("version"u8, "v1.35.0"u8);
        json.WriteEndObject();
        json.WriteStartObject("paths"u8);
        foreach (var kind in version.Kinds)
        {
            json.WriteStartObject($"{RootOf(group, version)}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Resource}/{{name}}");
            WritePatch(json, kind);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePatch(Utf8JsonWriter json, KindDescriptor kind)
    {
        json.WriteStartObject("patch"u8);
        json.WriteStartArray("parameters"u8);
        foreach (var name in PatchParameters)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("in"u8, "query"u8);
            json.WriteStartObject("schema"u8);
            json.WriteString("type"u8, name == "force" ? "boolean"u8 : "string"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("responses"u8);
        json.WriteStartObject("200"u8);
        json.WriteString("description"u8, "OK"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("x-kubernetes-action"u8, "patch"u8);
        json.WriteStartObject("x-kubernetes-group-version-kind"u8);
        json.WriteString("group"u8, kind.Group);
        json.WriteString("version"u8, kind.Version);
        json.WriteString("kind"u8, kind.Kind);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string RootOf(ApiGroup group, ApiGroupVersion version) =>
        group.Name.Length == 0 ? $"/api/{version.Name}" : $"/apis/{group.Name}/{version.Name}";
}
