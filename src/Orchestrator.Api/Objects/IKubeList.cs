using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Objects;

/// <summary>A list of API objects of one kind.</summary>
public interface IKubeList : IJsonModel
{
    /// <summary>Group and version.</summary>
    string ApiVersion { get; set; }

    /// <summary>The list's kind: <c>PodList</c>.</summary>
    string Kind { get; set; }

    /// <summary>The list's resourceVersion and continue token.</summary>
    ListMeta Metadata { get; set; }

    /// <summary>The objects.</summary>
    IReadOnlyList<IKubeObject> Items { get; }
}
