using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Ownership;

/// <summary>What a configuration must say of itself before it is applied.</summary>
internal static class ApplyChecks
{
    /// <summary>It is of the kind and version that the path speaks, and leaves managed fields to the server.</summary>
    public static void Check(JsonObject applied, string apiVersion, string kind)
    {
        var version = Text(applied, "apiVersion");
        if (version != apiVersion)
        {
            throw new ApiException(StatusFactory.BadRequest(
                $"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {apiVersion}"));
        }

        if (applied["metadata"] is JsonObject metadata && metadata["managedFields"] is not null)
        {
            throw new ApiException(StatusFactory.BadRequest("metadata.managedFields must be nil"));
        }

        if (Text(applied, "kind") != kind)
        {
            throw NotTyped(applied, $"no corresponding type for {KindOf(applied)}");
        }
    }

    /// <summary>Where there is no object, the configuration cannot mean a certain one.</summary>
    public static void CheckMeansNew(WriteContext context, JsonObject applied)
    {
        if (applied["metadata"] is JsonObject metadata && Text(metadata, "uid") is { Length: > 0 } uid)
        {
            throw new ApiException(StatusFactory.Conflict(
                context.Served.GroupResource, context.Key.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found"));
        }
    }

    /// <summary>400: the configuration does not keep to the kind's schema.</summary>
    public static ApiException NotTyped(JsonObject applied, string problem) =>
        new(StatusFactory.BadRequest($"failed to create typed patch object ({Describe(applied)}): {problem}"));

    /// <summary>The object as errors name it: <c>default/web; apps/v1, Kind=Deployment</c>.</summary>
    private static string Describe(JsonObject applied)
    {
        var metadata = applied["metadata"] as JsonObject ?? [];
        return $"{Text(metadata, "namespace")}/{Text(metadata, "name")}; {KindOf(applied)}";
    }

    private static string KindOf(JsonObject applied)
    {
        var version = Text(applied, "apiVersion");
        return $"{(version.Contains('/', StringComparison.Ordinal) ? version : "/" + version)}, Kind={Text(applied, "kind")}";
    }

    private static string Text(JsonObject map, string name) => map[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
