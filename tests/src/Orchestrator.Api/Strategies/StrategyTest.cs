using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;

namespace Orchestrator.Api.Tests.Strategies;

/// <summary>Puts objects through their kind as a write does, from JSON to JSON, with the registry that servers use.</summary>
public abstract class StrategyTest
{
    protected static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly KindRegistry Registry = Create();

    protected static KindDescriptor? TryFind(string apiVersion, string kind) => Registry.TryGetKind(apiVersion, kind);

    protected static KindDescriptor Find(string apiVersion, string kind) => Registry.TryGetKind(apiVersion, kind) ?? throw new ArgumentException($"{apiVersion} {kind}");

    /// <summary>An object with a name and namespace and this spec (or whatever fields), as a client sends it.</summary>
    protected static T Decode<T>(string apiVersion, string kind, string json)
        where T : class, IKubeObject => (T)Find(apiVersion, kind).Decode(Encoding.UTF8.GetBytes(json));

    /// <summary>Creates: defaults, prepares, validates. Returns the errors as text, one a line.</summary>
    protected static IReadOnlyList<string> Create(KindDescriptor kind, IKubeObject obj)
    {
        ObjectRules.Default(kind.Strategy, obj);
        ObjectRules.PrepareForCreate(kind.Strategy, obj);
        return Lines(ObjectRules.Validate(kind.Strategy, kind.Namespaced, obj));
    }

    /// <summary>Updates: defaults, prepares, validates.</summary>
    protected static IReadOnlyList<string> Update(KindDescriptor kind, IKubeObject obj, IKubeObject old, string subresource = "")
    {
        ObjectRules.Default(kind.Strategy, obj);
        ObjectRules.PrepareForUpdate(kind.Strategy, obj, old, subresource);
        return Lines(ObjectRules.ValidateUpdate(kind.Strategy, kind.Namespaced, obj, old, subresource));
    }

    /// <summary>The cells of an object's row by heading.</summary>
    protected static IReadOnlyDictionary<string, string> Row(KindDescriptor kind, IKubeObject obj) =>
        kind.Strategy!.Columns.ToDictionary(column => column.Name, column => column.Cell(obj, Now).ToString());

    /// <summary>The object as JSON.</summary>
    protected static JsonNode Json(IKubeObject obj) => JsonNode.Parse(Api.Json.JsonModel.ToBytes(obj))!;

    protected static void ShouldBeJson(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual?.ToJsonString());

    private static List<string> Lines(FieldErrors errors) => errors.Select(error => error.ToString()).ToList();

    private static KindRegistry Create()
    {
        var registry = KindRegistry.BuiltIn();
        BuiltInStrategies.Attach(registry);
        return registry;
    }
}
