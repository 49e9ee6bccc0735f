using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.OpenApi.V2;
using Orchestrator.Silo.Why;

namespace Orchestrator.Silo.OpenApi;

/// <summary>
/// The OpenAPI v3 documents of one state of the kind registry. Each is made when first asked for; the root names every other one's hash, and so
/// makes them all. Those whose kinds are the same as in the state before are taken over.
/// </summary>
internal sealed class OpenApiDocuments
{
    private readonly Dictionary<string, GroupVersion> _versions = new(StringComparer.Ordinal);
    private readonly Lazy<OpenApiDocument> _root;
    private readonly Lazy<OpenApiDocument> _version2;
    private readonly Lazy<OpenApiDocument> _version2Protobuf;

    /// <param name="kinds">The kinds.</param>
    /// <param name="before">The documents of the state before, or null.</param>
    public OpenApiDocuments(IEnumerable<KindDescriptor> kinds, OpenApiDocuments? before)
    {
        var groups = ApiGroups.Of(kinds);
        foreach (var group in groups)
        {
            foreach (var version in group.Versions)
            {
                var path = group.Name.Length == 0 ? $"api/{version.Name}" : $"apis/{group.Name}/{version.Name}";
                _versions[path] = before?._versions.GetValueOrDefault(path) is { } known && known.Kinds.SequenceEqual(version.Kinds)
                    ? known
                    : new GroupVersion(version.Kinds, new(() => OpenApiDocument.Make(json => GroupVersionWriter.Write(json, group.Name, version.Name, version.Kinds))));
            }
        }

        AddWhy([.. groups.SelectMany(group => group.Versions).SelectMany(version => version.Kinds)], before);
        _root = new(() => OpenApiDocument.Make(WriteRoot));
        _version2 = new(MakeVersion2);
        _version2Protobuf = new(MakeVersion2Protobuf);
    }

    /// <summary>Where all the others are.</summary>
    public OpenApiDocument Root => _root.Value;

    /// <summary>All of them as one document of OpenAPI v2, JSON.</summary>
    public OpenApiDocument Version2 => _version2.Value;

    /// <summary>The same in protobuf.</summary>
    public OpenApiDocument Version2Protobuf => _version2Protobuf.Value;

    /// <summary>The document of a group's version, by the path below <c>/openapi/v3/</c>; null when there is none.</summary>
    public OpenApiDocument? Find(string path) => _versions.GetValueOrDefault(path)?.Document.Value;

    /// <summary>Where a document is, with its hash: what is cached under that address never changes.</summary>
    public static string UrlOf(string path, OpenApiDocument document) => $"{OpenApiEndpoint.RootPath}/{path}?hash={document.Hash}";

    private void AddWhy(IReadOnlyList<KindDescriptor> served, OpenApiDocuments? before)
    {
        const string path = $"apis/{WhyApi.Group}/{WhyApi.Version}";
        _versions[path] = before?._versions.GetValueOrDefault(path) is { } known && known.Kinds.SequenceEqual(served)
            ? known
            : new GroupVersion(served, new(() => OpenApiDocument.Make(json => WhyOpenApi.Write(json, served))));
    }

    private OpenApiDocument MakeVersion2()
    {
        var parsed = _versions.Values.Select(version => version.Document.Value.Parse()).ToList();
        try
        {
            return OpenApiDocument.Make(json => SwaggerWriter.Write(json, [.. parsed.Select(document => document.RootElement)]));
        }
        finally
        {
            parsed.ForEach(document => document.Dispose());
        }
    }

    private OpenApiDocument MakeVersion2Protobuf()
    {
        using var document = Version2.Parse();
        return OpenApiDocument.Make(GnosticEncoder.Encode(document.RootElement));
    }

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
