using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>An object that every cluster has.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Make">Makes it, if it is missing: with apiVersion, kind, and metadata.name.</param>
internal sealed record SystemObject(ObjectKey Key, Func<IKubeObject> Make)
{
    /// <summary>Brings the present object up to date at a start; null when there is nothing to do.</summary>
    public Func<ReplicaEntry, IKubeObject?>? Mend { get; init; }

    /// <summary>Whether the present object is wrong in what cannot be changed, so that it has to go and be made anew.</summary>
    public Func<ReplicaEntry, bool>? IsBeyondMending { get; init; }
}
