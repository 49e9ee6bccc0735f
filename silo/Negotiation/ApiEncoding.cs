namespace Orchestrator.Silo.Negotiation;

/// <summary>The serializations of the API.</summary>
public enum ApiEncoding
{
    /// <summary><c>application/json</c>, the default.</summary>
    Json,

    /// <summary><c>application/yaml</c>.</summary>
    Yaml,

    /// <summary><c>application/vnd.kubernetes.protobuf</c>.</summary>
    Protobuf,
}
