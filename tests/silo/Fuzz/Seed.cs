using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Yaml;

namespace Orchestrator.Silo.Tests.Fuzz;

/// <summary>A valid object of a kind (see <c>seeds.yaml</c>).</summary>
internal sealed record Seed(KindDescriptor Kind, JsonObject Object)
{
    private const string Resource = "Orchestrator.Silo.Tests.Fuzz.seeds.yaml";

    // these name what they are about; all others can be called anything
    private static readonly string[] Named = ["CustomResourceDefinition", "APIService", "IPAddress", "CSIDriver"];

    /// <summary>The objects of all kinds, for a namespace.</summary>
    public static IReadOnlyList<Seed> All(KindRegistry kinds, string ns)
    {
        using var reader = new StreamReader(typeof(Seed).Assembly.GetManifestResourceStream(Resource)!);
        var documents = reader.ReadToEnd().Replace("NAMESPACE", ns, StringComparison.Ordinal).Split("\n---\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. documents.Skip(1).Select(document => Of((JsonObject)JsonNode.Parse(YamlCodec.ToJson(Encoding.UTF8.GetBytes(document)))!, kinds))];
    }

    /// <summary>The path of its collection.</summary>
    public string Collection(string ns) =>
        $"{(Kind.Group.Length == 0 ? "/api" : $"/apis/{Kind.Group}")}/{Kind.Version}/{(Kind.Namespaced ? $"namespaces/{ns}/" : "")}{Kind.Resource}";

    /// <summary>The object under another name, where the kind allows that.</summary>
    public JsonObject As(string name)
    {
        var copy = (JsonObject)Object.DeepClone();
        if (!Named.Contains(Kind.Kind))
        {
            copy["metadata"]!["name"] = name;
        }

        return copy;
    }

    /// <summary>Whether controllers would make a great many objects of it.</summary>
    public static bool IsLarge(JsonNode? node) => node switch
    {
        JsonObject value => value.Any(member => member.Key is "replicas" or "parallelism" or "completions" or "minReplicas" && member.Value is JsonValue number && number.ToJsonString() is not ("0" or "1" or "2")
            || IsLarge(member.Value)),
        JsonArray list => list.Any(IsLarge),
        _ => false,
    };

    private static Seed Of(JsonObject value, KindRegistry kinds) =>
        new(kinds.TryGetKind((string)value["apiVersion"]!, (string)value["kind"]!) ?? throw new InvalidOperationException($"no kind {value["kind"]}"), value);
}
