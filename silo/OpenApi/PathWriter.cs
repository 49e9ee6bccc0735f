using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Writes the paths of a kind: its collection, its objects, its subresources.</summary>
/// <param name="json">Where to.</param>
/// <param name="root">The path of the group's version.</param>
/// <param name="kind">The kind.</param>
/// <param name="components">The document's schemas.</param>
internal sealed class PathWriter(Utf8JsonWriter json, string root, KindDescriptor kind, Components components)
{
    private static readonly string[] CustomPatches = [MediaTypes.ApplyPatch, MediaTypes.JsonPatch, MediaTypes.MergePatch];
    private static readonly string[] Patches = [.. CustomPatches, MediaTypes.StrategicMergePatch];

    private readonly KindExtension _kind = new(kind.Group, kind.Version, kind.Kind);
    private readonly string _tag = OperationNames.Tag(kind.Group, kind.Version);

    /// <summary>Writes them all.</summary>
    public void Write()
    {
        var collection = $"{root}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Resource}";
        WritePath(collection, isObject: false, [("list", "list"), ("create", "post"), ("deletecollection", "deletecollection")]);
        WritePath(collection + "/{name}", isObject: true, [("get", "get"), ("update", "put"), ("patch", "patch"), ("delete", "delete")]);
        foreach (var subresource in ServedKinds.SubresourcesOf(kind))
        {
            WriteSubresource($"{collection}/{{name}}/{subresource.Name}", subresource);
        }

        if (kind.Namespaced && ServedKinds.Has(kind.Verbs, "list"))
        {
            StartPath($"{root}/{kind.Resource}");
            WriteOperation("list", OperationNames.OfAllNamespaces(kind));
            EndPath(isObject: false, isNamespaced: false);
        }
    }

    private void WritePath(string path, bool isObject, ReadOnlySpan<(string Verb, string Action)> actions)
    {
        StartPath(path);
        foreach (var (verb, action) in actions)
        {
            if (ServedKinds.Has(kind.Verbs, verb))
            {
                WriteOperation(action, OperationNames.Of(kind, action, Method(action)));
            }
        }

        EndPath(isObject, kind.Namespaced);
    }

    private void WriteOperation(string action, string id) => OperationWriter.Write(json, Operation(action, id, _kind, components.Reference(kind)), _tag);

    private void WriteSubresource(string path, SubresourceDescriptor subresource)
    {
        var spoken = new KindExtension(subresource.Group, subresource.Version, subresource.Kind);
        var isConnect = subresource.Kind.EndsWith("Options", StringComparison.Ordinal);
        var optionsKind = isConnect ? subresource.Kind : $"{kind.Kind}{subresource.Name[..1].ToUpperInvariant()}{subresource.Name[1..]}Options";
        var options = TypeSchemas.Find($"{TypeGroup(kind.Group)}/{kind.Version}.{optionsKind}");
        StartPath(path);
        foreach (var verb in subresource.Verbs)
        {
            var method = verb switch { "create" => "post", "update" => "put", _ => verb };
            var action = isConnect ? "connect" : method;
            var id = OperationNames.Of(kind, action, method, subresource.Name);
            OperationWriter.Write(
                json,
                options is not null
                    ? new OpenApiOperation { Method = method, Action = action, Id = id, Kind = spoken, Query = QueryParameters.Of(options) }
                    : Operation(action, id, spoken, Reference(spoken)),
                _tag);
        }

        EndPath(isObject: true, kind.Namespaced);
    }

    private string Reference(KindExtension spoken) =>
        spoken == _kind ? components.Reference(kind) : components.Reference(TypeSchemas.Get($"{TypeGroup(spoken.Group)}/{spoken.Version}.{spoken.Kind}"));

    private OpenApiOperation Operation(string action, string id, KindExtension spoken, string reference) => new()
    {
        Method = Method(action),
        Action = action,
        Id = id,
        Kind = spoken,
        Query = QueryParameters.Of(action),
        Body = action switch
        {
            "post" or "put" => reference,
            "patch" => components.Reference(TypeSchemas.Get("meta/v1.Patch")),
            "delete" or "deletecollection" => components.Reference(TypeSchemas.Get("meta/v1.DeleteOptions")),
            _ => null,
        },
        BodyTypes = action == "patch" ? (Components.IsCustom(kind) ? CustomPatches : Patches) : ["*/*"],
        Answer = action switch
        {
            "list" => components.ListReference(kind),
            "delete" or "deletecollection" => components.Reference(TypeSchemas.Get("meta/v1.Status")),
            _ => reference,
        },
    };

    private void StartPath(string path) => json.WriteStartObject(path);

    private void EndPath(bool isObject, bool isNamespaced)
    {
        json.WriteStartArray("parameters"u8);
        if (isObject)
        {
            QueryParameters.WritePathParameter(json, "name");
        }

        if (isNamespaced)
        {
            QueryParameters.WritePathParameter(json, "namespace");
        }

        QueryParameters.Write(json, new QueryParameter("pretty", "string"));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Method(string action) => action switch { "list" => "get", "deletecollection" => "delete", _ => action };

    private static string TypeGroup(string group) => group.Length == 0 ? "core" : group;
}
