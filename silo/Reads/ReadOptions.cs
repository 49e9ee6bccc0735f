namespace Orchestrator.Silo.Reads;

/// <summary>The query parameters of get, list and watch (<c>meta.k8s.io/v1 ListOptions</c>), as sent.</summary>
internal sealed record ReadOptions
{
    /// <summary>No parameters.</summary>
    public static ReadOptions None { get; } = new();

    public string LabelSelector { get; init; } = "";

    public string FieldSelector { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public string ResourceVersionMatch { get; init; } = "";

    /// <summary>The most items wanted; 0 for no limit.</summary>
    public long Limit { get; init; }

    public string Continue { get; init; } = "";

    public bool AllowWatchBookmarks { get; init; }

    /// <summary>Null when not sent.</summary>
    public bool? SendInitialEvents { get; init; }

    /// <summary>Null when not sent.</summary>
    public long? TimeoutSeconds { get; init; }

    /// <summary><c>includeObject</c> of tables: None, Metadata (the default) or Object.</summary>
    public string IncludeObject { get; init; } = "";

    /// <summary>Null when not sent; then some clients get indented JSON by their name.</summary>
    public bool? Pretty { get; init; }
}
