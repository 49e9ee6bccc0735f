using System.Diagnostics.CodeAnalysis;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>Objects that may be unreadable: then there is nothing to find in them, and their controllers say so.</summary>
internal static class Readable
{
    /// <summary>The object as its model, if it can be read.</summary>
    public static bool TryAs<T>(ReplicaEntry entry, [NotNullWhen(true)] out T? value)
        where T : class, IKubeObject, IJsonModel<T>
    {
        try
        {
            value = entry.As<T>();
            return true;
        }
        catch (JsonDecodeException)
        {
            value = null;
            return false;
        }
    }
}
