using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>The namespaces that every cluster has.</summary>
internal sealed class SystemNamespaces : ISystemObjectSource
{
    private static readonly string[] Names = ["default", "kube-system", "kube-public", "kube-node-lease"];

    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects { get; } =
        [.. Names.Select(name => new SystemObject(new ObjectKey("", "namespaces", "", name), () => new Namespace { Metadata = new ObjectMeta { Name = name } }))];
}
