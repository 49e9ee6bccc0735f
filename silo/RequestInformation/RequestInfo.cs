namespace Orchestrator.Silo.RequestInformation;

/// <summary>
/// What a request asks for, as the API's authorization and audit see it (a real server's <c>RequestInfo</c>):
/// <c>/api/VERSION/...</c> and <c>/apis/GROUP/VERSION/...</c> are resource requests, every other path is not.
/// </summary>
public sealed class RequestInfo
{
    /// <summary>The path as sent, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>get, list, watch, create, update, patch, delete, deletecollection; for other paths the HTTP method in lower case.</summary>
    public required string Verb { get; init; }

    /// <summary>Whether the path names a resource.</summary>
    public bool IsResourceRequest { get; init; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version of the API group.</summary>
    public string Version { get; init; } = "";

    /// <summary>The namespace; empty for cluster-scoped resources and for all namespaces.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The plural resource name.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource, for instance <c>status</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The object's name; empty for a collection.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the path names a collection: <see cref="Name"/> may then come from a field selector.</summary>
    public bool IsCollection { get; init; }

    /// <summary>How many path parts follow the subresource (only proxies take any).</summary>
    public int ExtraParts { get; init; }
}
