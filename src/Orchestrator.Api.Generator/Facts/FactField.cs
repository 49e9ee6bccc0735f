using System.Text.Json.Serialization;

namespace Orchestrator.Api.Generator.Facts;

/// <summary>The type of a value in the facts file.</summary>
internal class FactValue
{
    [JsonPropertyName("type")]
    public string Type { get; set; } = "";

    [JsonPropertyName("ref")]
    public string? Ref { get; set; }

    [JsonPropertyName("items")]
    public FactValue? Items { get; set; }

    [JsonPropertyName("values")]
    public FactValue? Values { get; set; }

    [JsonPropertyName("enumValues")]
    public List<string> EnumValues { get; set; } = [];
}

/// <summary>One field in the facts file.</summary>
internal sealed class FactField : FactValue
{
    [JsonPropertyName("json")]
    public string Json { get; set; } = "";

    [JsonPropertyName("proto")]
    public int Proto { get; set; }

    [JsonPropertyName("omitempty")]
    public bool OmitEmpty { get; set; }

    /// <summary>Since 1.34 a zero creationTimestamp is left out; every other zero time is null. The facts do not have this marker.</summary>
    [JsonIgnore]
    public bool OmitZero => Type == "Time" && Json == "creationTimestamp";

    [JsonPropertyName("optional")]
    public bool Optional { get; set; }

    [JsonPropertyName("nullable")]
    public bool Nullable { get; set; }

    [JsonPropertyName("pointer")]
    public bool Pointer { get; set; }

    [JsonPropertyName("inline")]
    public bool Inline { get; set; }

    [JsonPropertyName("listType")]
    public string? ListType { get; set; }

    [JsonPropertyName("listMapKeys")]
    public List<string> ListMapKeys { get; set; } = [];

    [JsonPropertyName("mapType")]
    public string? MapType { get; set; }

    [JsonPropertyName("structType")]
    public string? StructType { get; set; }

    [JsonPropertyName("patchStrategy")]
    public string? PatchStrategy { get; set; }

    [JsonPropertyName("patchMergeKey")]
    public string? PatchMergeKey { get; set; }

    [JsonPropertyName("default")]
    public string? Default { get; set; }
}
