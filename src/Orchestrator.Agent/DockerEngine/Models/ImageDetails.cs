namespace Orchestrator.Agent.DockerEngine;

/// <summary>An image (of which we read this).</summary>
internal sealed record ImageDetails
{
    /// <summary>Its digest.</summary>
    public string Id { get; init; } = "";

    public long Size { get; init; }

    public IReadOnlyList<string>? RepoTags { get; init; }

    public IReadOnlyList<string>? RepoDigests { get; init; }

    public ImageConfig? Config { get; init; }
}

/// <summary>The defaults that an image brings for its containers.</summary>
internal sealed record ImageConfig
{
    public string? User { get; init; }
}
