using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Reads;

/// <summary>Objects as the models that strategies see.</summary>
internal static class StoredModels
{
    /// <summary>
    /// The object's model, decoded once and shared; but for a custom resource in a version that makes something else of what is stored, which nobody else may see.
    /// </summary>
    public static IKubeObject Of(KindDescriptor kind, ReplicaEntry entry) =>
        kind is { IsCustom: true, Conversion: not null } ? kind.DecodeStored(entry.Json) : entry.As(json => kind.DecodeStored(json));
}
