using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Deletion;

/// <summary>Tells when an update lets an object go that was only waiting for it (a real server's <c>ShouldDeleteDuringUpdate</c>).</summary>
internal static class Departure
{
    /// <summary>Whether the object is being deleted, no longer ends gracefully, and has no finalizer left.</summary>
    public static bool IsDue(WriteContext context, IKubeObject value, IKubeObject old) =>
        old.Metadata.DeletionTimestamp is not null
        && value.Metadata.DeletionGracePeriodSeconds is null or 0
        && value.Metadata.Finalizers is null or { Count: 0 }
        && context.Behavior.MayGo(value);
}
