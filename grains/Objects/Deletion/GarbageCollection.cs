using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Deletion;

/// <summary>The finalizers by which a delete tells the garbage collector what to do with the dependents.</summary>
internal static class GarbageCollection
{
    /// <summary>The policy under which the object goes after its dependents.</summary>
    public const string Foreground = "Foreground";

    /// <summary>The policy under which the dependents lose their owner and stay.</summary>
    public const string Orphan = "Orphan";

    /// <summary>The finalizer of <see cref="Foreground"/>.</summary>
    public const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>The finalizer of <see cref="Orphan"/>.</summary>
    public const string OrphanFinalizer = "orphan";

    /// <summary>
    /// Sets the finalizers as the policy says. Without one those that are there decide, and else the kind: its dependents mostly go in the background.
    /// </summary>
    public static void SetFinalizers(ObjectMeta metadata, string? policy, Api.Objects.GroupResource resource)
    {
        var finalizers = metadata.Finalizers ?? [];
        if (policy is null && (!KindRules.OrphansDependents(resource) || finalizers.Exists(IsPolicy)))
        {
            return;
        }

        finalizers.RemoveAll(IsPolicy);
        if (policy is null or Orphan)
        {
            finalizers.Add(OrphanFinalizer);
        }
        else if (policy == Foreground)
        {
            finalizers.Add(ForegroundFinalizer);
        }

        metadata.Finalizers = finalizers.Count == 0 ? null : finalizers;
    }

    private static bool IsPolicy(string finalizer) => finalizer is OrphanFinalizer or ForegroundFinalizer;
}
