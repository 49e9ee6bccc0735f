using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Api.Generator.Facts;

/// <summary>One type in the facts file.</summary>
internal sealed class FactType
{
    [JsonPropertyName("fields")]
    public List<FactField> Fields { get; set; } = [];

    [JsonPropertyName("gvk")]
    public FactKind? Kind { get; set; }

    [JsonPropertyName("structType")]
    public string? StructType { get; set; }
}

/// <summary>Group, version and kind of a type that is one.</summary>
internal sealed class FactKind
{
    [JsonPropertyName("group")]
    public string Group { get; set; } = "";

    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";
}

/// <summary>The file as a whole.</summary>
internal sealed class FactFile
{
    [JsonPropertyName("types")]
    public SortedDictionary<string, FactType> Types { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Loads the table, and adds the types of <c>beta.json</c>: kinds that are served although they are not generally available, which the table leaves out.</summary>
    public static FactFile Load(string path)
    {
        using var stream = File.OpenRead(path);
        using var beta = typeof(FactFile).Assembly.GetManifestResourceStream("beta.json")!;
        var facts = Read(stream, path);
        foreach (var (name, type) in Read(beta, "beta.json").Types)
        {
            facts.Types.Add(name, type);
        }

        return facts;
    }

    private static FactFile Read(Stream stream, string name) => JsonSerializer.Deserialize<FactFile>(stream) ?? throw new InvalidDataException($"{name} is empty");
}
