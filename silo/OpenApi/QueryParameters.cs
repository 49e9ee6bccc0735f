using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi;

/// <summary>A query parameter of an operation.</summary>
internal readonly record struct QueryParameter(string Name, string Type);

/// <summary>The query parameters that each action takes, as a real server lists them.</summary>
internal static class QueryParameters
{
    private static readonly QueryParameter[] Writes = [Text("dryRun"), Text("fieldManager"), Text("fieldValidation")];

    private static readonly QueryParameter[] Patches = [.. Writes, Flag("force")];

    private static readonly QueryParameter[] Deletes =
    [
        Text("dryRun"), Number("gracePeriodSeconds"), Flag("ignoreStoreReadErrorWithClusterBreakingPotential"), Flag("orphanDependents"),
        Text("propagationPolicy"),
    ];

    private static readonly QueryParameter[] Lists =
    [
        Flag("allowWatchBookmarks"), Text("continue"), Text("fieldSelector"), Text("labelSelector"), Number("limit"), Text("resourceVersion"),
        Text("resourceVersionMatch"), Flag("sendInitialEvents"), Number("timeoutSeconds"), Flag("watch"),
    ];

    private static readonly QueryParameter[] CollectionDeletes =
        [.. Deletes.Concat(Lists).Where(parameter => parameter.Name is not ("allowWatchBookmarks" or "watch")).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];

    /// <summary>Those of an action (<c>x-kubernetes-action</c>).</summary>
    public static IReadOnlyList<QueryParameter> Of(string action) => action switch
    {
        "list" => Lists,
        "post" or "put" => Writes,
        "patch" => Patches,
        "delete" => Deletes,
        "deletecollection" => CollectionDeletes,
        _ => [],
    };

    /// <summary>The fields of an options type, such as PodLogOptions, as parameters.</summary>
    public static IReadOnlyList<QueryParameter> Of(TypeSchema options) =>
    [
        .. options.JsonFields.Where(field => field.Name is not ("apiVersion" or "kind")).Select(field => new QueryParameter(field.Name, TypeOf(field.Value.Kind))),
    ];

    /// <summary>Writes a parameter of the query.</summary>
    public static void Write(Utf8JsonWriter json, QueryParameter parameter) => Write(json, parameter.Name, "query", parameter.Type);

    /// <summary>Writes a parameter of the path.</summary>
    public static void WritePathParameter(Utf8JsonWriter json, string name) => Write(json, name, "path", "string");

    private static void Write(Utf8JsonWriter json, string name, string place, string type)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("in"u8, place);
        if (place == "path")
        {
            json.WriteBoolean("required"u8, true);
        }

        json.WriteStartObject("schema"u8);
        json.WriteString("type"u8, type);
        json.WriteBoolean("uniqueItems"u8, true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(SchemaKind kind) => kind switch
    {
        SchemaKind.Boolean => "boolean",
        SchemaKind.Int32 or SchemaKind.Int64 => "integer",
        _ => "string",
    };

    private static QueryParameter Text(string name) => new(name, "string");

    private static QueryParameter Number(string name) => new(name, "integer");

    private static QueryParameter Flag(string name) => new(name, "boolean");
}
