using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Why;

namespace Orchestrator.Silo.Discovery;

/// <summary>All discovery documents of one state of the kind registry, each made when it is first asked for: kinds may come by the thousand.</summary>
internal sealed class DiscoverySnapshot
{
    private readonly Dictionary<string, Lazy<DiscoveryDocument>> _plain = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Version), Lazy<DiscoveryDocument>> _aggregated = [];

    /// <param name="kinds">The kinds.</param>
    /// <param name="serverAddress">Where clients reach the server: HOST:PORT.</param>
    public DiscoverySnapshot(IEnumerable<KindDescriptor> kinds, string serverAddress)
    {
        var served = kinds.Where(ServedKinds.IsServed).ToList();
        var groups = ApiGroups.Arrange([.. served, .. WhyApi.Discovered(served)]);
        AddPlain("/api", json => LegacyDiscovery.WriteVersions(json, serverAddress));
        AddPlain("/apis", json => LegacyDiscovery.WriteGroups(json, groups));
        foreach (var group in groups)
        {
            if (group.Name.Length > 0)
            {
                AddPlain($"/apis/{group.Name}", json => LegacyDiscovery.WriteGroup(json, group));
            }

            foreach (var version in group.Versions)
            {
                AddPlain(group.Name.Length == 0 ? $"/api/{version.Name}" : $"/apis/{group.Name}/{version.Name}", json => LegacyDiscovery.WriteResources(json, group, version));
            }
        }

        foreach (var version in (ReadOnlySpan<string>)["v2", "v2beta1"])
        {
            AddAggregated("/api", version, groups.Where(group => group.Name.Length == 0));
            AddAggregated("/apis", version, groups.Where(group => group.Name.Length > 0));
        }
    }

    /// <summary>Where the documents are.</summary>
    public IEnumerable<string> Paths => _plain.Keys;

    /// <summary>Whether a document is at a path.</summary>
    public bool Has(string path) => _plain.ContainsKey(path.Length > 1 && path[^1] == '/' ? path[..^1] : path);

    /// <summary>The document of a path in a format, or null.</summary>
    public DiscoveryDocument? Find(string path, ResponseFormat format)
    {
        path = path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
        return format.View == ApiView.GroupDiscoveryList && _aggregated.TryGetValue((path, format.ViewVersion), out var aggregated)
            ? aggregated.Value
            : _plain.GetValueOrDefault(path)?.Value;
    }

    private void AddPlain(string path, Action<Utf8JsonWriter> write) => _plain[path] = new(() => Encode(MediaTypes.Json, write));

    private void AddAggregated(string path, string version, IEnumerable<ApiGroup> groups) => _aggregated[(path, version)] = new(() => Encode(
        $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList", json => AggregatedDiscovery.Write(json, version, groups)));

    private static DiscoveryDocument Encode(string contentType, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }

        stream.WriteByte((byte)'\n');
        return new DiscoveryDocument(contentType, stream.ToArray());
    }
}
