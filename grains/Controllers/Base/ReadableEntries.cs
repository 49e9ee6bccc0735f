using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>Reads objects among others: one that cannot be read must not keep the others from being looked after.</summary>
internal static class ReadableEntries
{
    /// <summary>The object as its model; null when it cannot be read.</summary>
    public static T? TryAs<T>(this ReplicaEntry entry)
        where T : class, IKubeObject, IJsonModel<T>
    {
        try
        {
            return entry.As<T>();
        }
        catch (JsonDecodeException)
        {
            return null;
        }
    }
}
