using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.Discovery;

namespace Orchestrator.Silo.OpenApi;

/// <summary>
/// The OpenAPI v3 documents of one state of the kind registry. Each is made when first asked for; the root names every other one's hash, and so
/// makes them all. Those whose kinds are the same as in the state before are taken over.
/// </summary>
internal sealed class OpenApiDocuments
{
    private readonly Dictionary<string, GroupVersion> _versions = new(StringComparer.Ordinal);
    private readonly Lazy<OpenApiDocument> _root;

    /// <param name="kinds">The kinds.</param>
    /// <param name="before">The documents of the state before, or null.</param>
    public OpenApiDocuments(IEnumerable<KindDescriptor> kinds, OpenApiDocuments? before)
    {
        foreach (var group in ApiGroups.Of(kinds))
        {
            foreach (var version in group.Versions)
            {
                var path = group.Name.Length == 0 ? $"api/{version.Name}" : $"apis/{group.Name}/{version.Name}";
                _versions[path] = before?._versions.GetValueOrDefault(path) is { } known && known.Kinds.SequenceEqual(version.Kinds)
                    ? known
                    : new GroupVersion(version.Kinds, new(() => OpenApiDocument.Make(json => GroupVersionWriter.Write(json, group.Name, version.Name, version.Kinds))));
            }
        }

        _root = new(() => OpenApiDocument.Make(WriteRoot));
    }

    /// <summary>Where all the others are.</summary>
    public OpenApiDocument Root => _root.Value;

    /// <summary>The document of a group's version, by the path below <c>/openapi/v3/</c>; null when there is none.</summary>
    public OpenApiDocument? Find(string path) => _versions.GetValueOrDefault(path)?.Document.Value;

    /// <summary>Where a document is, with its hash: what is cached under that address never changes.</summary>
    public static string UrlOf(string path, OpenApiDocument document) => $"{OpenApiEndpoint.RootPath}/{path}?hash={document.Hash}";

    private void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("paths"u8);
        foreach (var (path, version) in _versions)
        {
            json.WriteStartObject(path);
            json.WriteString("serverRelativeURL"u8, UrlOf(path, version.Document.Value));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private sealed record GroupVersion(IReadOnlyList<KindDescriptor> Kinds, Lazy<OpenApiDocument> Document);
}
