using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Tables;

/// <summary>What a client asked for when it asked for a table.</summary>
public sealed record TableRequest
{
    /// <summary><c>v1</c> or <c>v1beta1</c> of <c>meta.k8s.io</c>.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>What each row carries of its object.</summary>
    public IncludeObject IncludeObject { get; init; } = IncludeObject.Metadata;

    /// <summary>Whether to leave out the column definitions, as a watch does after its first event.</summary>
    public bool NoHeaders { get; init; }

    /// <summary>The time (UTC) from which ages are counted.</summary>
    public required DateTime Now { get; init; }

    /// <summary>The table's resourceVersion, continue token and number of remaining items.</summary>
    public ListMeta Metadata { get; init; } = new();
}
