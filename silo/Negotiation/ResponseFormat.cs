namespace Orchestrator.Silo.Negotiation;

/// <summary>How an answer is written, as negotiated from the Accept header.</summary>
/// <param name="Encoding">The serialization.</param>
/// <param name="View">The objects or a view of them.</param>
/// <param name="ViewVersion">The version of the view's API group, for instance <c>v1</c>.</param>
public sealed record ResponseFormat(ApiEncoding Encoding, ApiView View, string ViewVersion)
{
    /// <summary>Plain JSON.</summary>
    public static ResponseFormat Json { get; } = new(ApiEncoding.Json, ApiView.Object, "");

    /// <summary>The Content-Type of a single answer.</summary>
    public string ContentType { get; } = MediaTypes.Of(Encoding);

    /// <summary>The Content-Type of a watch's stream.</summary>
    public string StreamContentType { get; } = Encoding == ApiEncoding.Protobuf ? MediaTypes.ProtobufStream : MediaTypes.Of(Encoding);
}
