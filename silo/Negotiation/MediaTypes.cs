namespace Orchestrator.Silo.Negotiation;

/// <summary>The media types of the API.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string ProtobufStream = "application/vnd.kubernetes.protobuf;stream=watch";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>What every endpoint can produce.</summary>
    public static IReadOnlyList<string> Produced { get; } = [Json, Yaml, Protobuf];

    /// <summary>What endpoints of custom resources produce and take.</summary>
    public static IReadOnlyList<string> ProducedOfCustom { get; } = [Json, Yaml];

    /// <summary>What PATCH of a custom resource accepts: without Go types there is no strategic merge.</summary>
    public static IReadOnlyList<string> PatchesOfCustom { get; } = [JsonPatch, MergePatch, ApplyPatch];

    /// <summary>What a watch can produce.</summary>
    public static IReadOnlyList<string> Streamed { get; } = ["application/json;stream=watch", ProtobufStream];

    /// <summary>What PATCH accepts.</summary>
    public static IReadOnlyList<string> Patches { get; } = [JsonPatch, MergePatch, StrategicMergePatch, ApplyPatch];

    /// <summary>The media type of an encoding.</summary>
    public static string Of(ApiEncoding encoding) => encoding switch
    {
        ApiEncoding.Protobuf => Protobuf,
        ApiEncoding.Yaml => Yaml,
        _ => Json,
    };

    /// <summary>The encoding that a media type range asks for, or null when it is none of ours.</summary>
    public static ApiEncoding? Match(ReadOnlySpan<char> type) => type switch
    {
        Json or "*/*" or "application/*" => ApiEncoding.Json,
        Yaml => ApiEncoding.Yaml,
        Protobuf => ApiEncoding.Protobuf,
        _ => null,
    };
}
