using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.OpenApi;

namespace Orchestrator.Silo.Why;

/// <summary>Writes the OpenAPI document of the group: a path for everything that can be asked about, and the report's schema.</summary>
internal static class WhyOpenApi
{
    private const string Root = $"/apis/{WhyApi.Group}/{WhyApi.Version}";
    private static readonly KindExtension Report = new(WhyApi.Group, WhyApi.Version, WhyApi.Kind);

    /// <param name="json">Where to.</param>
    /// <param name="served">The kinds that are served.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<KindDescriptor> served)
    {
        var components = new Components();
        var report = components.Reference(WhySchema.Name, writer => WhySchema.Write(writer, Report, components.Reference(TypeSchemas.Get("meta/v1.ObjectMeta"))));
        json.WriteStartObject();
        GroupVersionWriter.WriteHead(json);
        json.WriteStartObject("paths"u8);
        GroupVersionWriter.WriteDiscovery(json, Root, WhyApi.Group, WhyApi.Version, components);
        foreach (var (shown, kind) in WhyApi.Asked(served))
        {
            WritePath(json, shown, OperationId(shown, kind), report);
        }

        json.WriteEndObject();
        json.WriteStartObject("components"u8);
        components.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter json, KindDescriptor kind, string operationId, string report)
    {
        json.WriteStartObject($"{Root}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Resource}/{{name}}/{WhyApi.Subresource}");
        json.WriteStartObject("get"u8);
        json.WriteStartArray("tags"u8);
        json.WriteStringValue(OperationNames.Tag(kind.Group, kind.Version));
        json.WriteEndArray();
        json.WriteString("operationId"u8, operationId);
        json.WriteStartArray("parameters"u8);
        QueryParameters.Write(json, new QueryParameter("output", "string"));
        json.WriteEndArray();
        OperationWriter.WriteResponses(json, "get", [MediaTypes.Json], report);
        json.WriteString("x-kubernetes-action"u8, "get"u8);
        Report.WriteTo(json);
        json.WriteEndObject();
        json.WriteStartArray("parameters"u8);
        QueryParameters.WritePathParameter(json, "name");
        if (kind.Namespaced)
        {
            QueryParameters.WritePathParameter(json, "namespace");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Several groups may have a kind of one name: custom ones, and those that need their group in the path, are called after it as well.</summary>
    private static string OperationId(KindDescriptor shown, KindDescriptor kind)
    {
        var group = kind.IsCustom || shown.Resource.Length != kind.Resource.Length ? kind.Group : "";
        var labels = group.Split(['.', '-'], StringSplitOptions.RemoveEmptyEntries).Select(static label => char.ToUpperInvariant(label[0]) + label[1..]);
        return OperationNames.Of(shown with { Kind = string.Concat(labels) + kind.Kind }, "get", "get", WhyApi.Subresource);
    }
}
