using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Objects;

/// <summary>An API object of any kind, built in or custom.</summary>
public interface IKubeObject : IJsonModel
{
    /// <summary>Group and version: <c>v1</c>, <c>apps/v1</c>.</summary>
    string ApiVersion { get; set; }

    /// <summary>The kind: <c>Pod</c>.</summary>
    string Kind { get; set; }

    /// <summary>Name, namespace, uid, labels and the rest that every object has.</summary>
    ObjectMeta Metadata { get; set; }

    /// <summary>A copy for the caller to change; see <see cref="IJsonModel{TSelf}.DeepCopy"/>.</summary>
    IKubeObject Copy();
}
