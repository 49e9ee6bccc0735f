using System.Text.Json;
using Orchestrator.Api.Generator.Facts;

namespace Orchestrator.Api.Generator;

/// <summary>A resource or subresource as the paths of a server show it.</summary>
/// <remarks>The kind is GROUP/VERSION/Kind; the verbs are the API's, sorted.</remarks>
internal sealed record RestResource(string Group, string Version, string Name, string Subresource, string Kind, bool Namespaced, IReadOnlyList<string> Verbs);

/// <summary>Reads resources out of the list of REST paths.</summary>
internal static class RestModel
{
    public static IReadOnlyList<RestResource> Load(string path)
    {
        using var stream = File.OpenRead(path);
        var paths = JsonSerializer.Deserialize<SortedDictionary<string, List<RestOperation>>>(stream) ?? [];
        return [.. paths.SelectMany(Operations)
            .GroupBy(found => (found.Group, found.Version, found.Name, found.Subresource))
            .Select(group => new RestResource(
                group.Key.Group, group.Key.Version, group.Key.Name, group.Key.Subresource, group.First().Operation.Kind!,
                group.Any(found => found.Namespaced), Verbs([.. group.Select(found => found.Operation)], group.Key.Subresource)))
            .OrderBy(resource => resource.Group, StringComparer.Ordinal)
            .ThenBy(resource => resource.Version, StringComparer.Ordinal)
            .ThenBy(resource => resource.Name, StringComparer.Ordinal)
            .ThenBy(resource => resource.Subresource, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Group, string Version, string Name, string Subresource, bool Namespaced, RestOperation Operation)> Operations(
        KeyValuePair<string, List<RestOperation>> path)
    {
        var parts = path.Key.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = parts switch
        {
            ["api", var v, .. var r] => ("", v, r),
            ["apis", var g, var v, .. var r] => (g, v, r),
            _ => ("", "", []),
        };
        var namespaced = rest is ["namespaces", "{namespace}", _, ..];
        rest = namespaced ? rest[2..] : rest;
        return rest is [] or [_, "{name}", "proxy", "{path}"]
            ? []
            : path.Value.Where(operation => operation.Kind is not null)
                .Select(operation => (group, version, rest[0], rest.Length > 2 ? rest[2] : "", namespaced, operation));
    }

    private static List<string> Verbs(List<RestOperation> operations, string subresource)
    {
        var verbs = operations.Select(operation => operation.Action switch
        {
            "post" => "create",
            "put" => "update",
            "connect" => operation.HttpMethod switch { "post" => "create", "put" => "update", "head" or "options" => "", var method => method },
            var action => action!,
        }).Where(verb => verb.Length > 0).ToHashSet(StringComparer.Ordinal);

        // The paths do not list watches: what can be created and listed can be watched.
        if (subresource.Length == 0 && verbs.Contains("list") && verbs.Contains("create"))
        {
            verbs.Add("watch");
        }

        return [.. verbs.Order(StringComparer.Ordinal)];
    }
}
