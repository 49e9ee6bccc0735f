namespace Orchestrator.Silo.OpenApi;

/// <summary>An operation of a path, before it is written.</summary>
internal sealed record OpenApiOperation
{
    /// <summary>The HTTP method in lower case.</summary>
    public required string Method { get; init; }

    /// <summary><c>x-kubernetes-action</c>: get, list, post, put, patch, delete, deletecollection, connect.</summary>
    public required string Action { get; init; }

    /// <summary>The <c>operationId</c>, unique in the document.</summary>
    public required string Id { get; init; }

    /// <summary>The kind that it is about.</summary>
    public required KindExtension Kind { get; init; }

    /// <summary>Its query parameters.</summary>
    public required IReadOnlyList<QueryParameter> Query { get; init; }

    /// <summary>The reference to the body's schema, or null where it takes none.</summary>
    public string? Body { get; init; }

    /// <summary>The media types of the body.</summary>
    public IReadOnlyList<string> BodyTypes { get; init; } = ["*/*"];

    /// <summary>The reference to the answer's schema; null for plain text.</summary>
    public string? Answer { get; init; }
}
