namespace Orchestrator.Api.Patches;

/// <summary>The patch formats that the API knows, one for each content type.</summary>
public enum PatchType
{
    /// <summary>No patch.</summary>
    None,

    /// <summary><c>application/json-patch+json</c> (RFC 6902).</summary>
    Json,

    /// <summary><c>application/merge-patch+json</c> (RFC 7386).</summary>
    Merge,

    /// <summary><c>application/strategic-merge-patch+json</c>: built-in kinds only.</summary>
    StrategicMerge,

    /// <summary><c>application/apply-patch+yaml</c>: server-side apply.</summary>
    Apply,
}
