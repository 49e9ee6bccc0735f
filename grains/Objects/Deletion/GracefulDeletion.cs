using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;
using GroupKind = Orchestrator.Api.Objects.GroupKind;

namespace Orchestrator.Grains.Objects.Deletion;

/// <summary>Deletion with a grace period (a real server's <c>BeforeDelete</c>): only pods have one, and only their node's agent ends it with grace 0.</summary>
internal static class GracefulDeletion
{
    /// <summary>Sets or shortens the grace period in the value's metadata.</summary>
    public static GraceOutcome Begin(WriteContext context, IKubeObject value)
    {
        var asked = context.Request.Options.GracePeriodSeconds;
        if (asked < 0 && context.Strategy?.DefaultGracePeriod(value) is null)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Of("gracePeriodSeconds"), asked, "must be greater than or equal to 0");
            throw new ApiException(StatusFactory.Invalid(new GroupKind("meta.k8s.io", "DeleteOptions"), "", errors));
        }

        var metadata = value.Metadata;
        if (context.Strategy?.DefaultGracePeriod(value) is not { } usual)
        {
            return GraceOutcome.None;
        }

        if (metadata.DeletionTimestamp is { } end)
        {
            return Shorten(metadata, end, asked);
        }

        // A kind whose default is 0 at this time (a pod that runs nowhere, or has ended) has nobody who would need the time.
        var period = usual == 0 ? 0 : asked ?? usual;
        period = period < 0 ? 1 : period;
        metadata.DeletionTimestamp = context.Now.AddSeconds(period);
        metadata.DeletionGracePeriodSeconds = period;
        RaiseGeneration(metadata);
        return GraceOutcome.Begun;
    }

    /// <summary>Marks an object that only finalizers hold.</summary>
    public static void Mark(ObjectMeta metadata, DateTime now)
    {
        if (metadata.DeletionTimestamp is null)
        {
            RaiseGeneration(metadata);
        }

        if (metadata.DeletionTimestamp is null || metadata.DeletionTimestamp > now)
        {
            metadata.DeletionTimestamp = now;
        }

        metadata.DeletionGracePeriodSeconds = 0;
    }

    /// <summary>A second delete may only shorten the time.</summary>
    private static GraceOutcome Shorten(ObjectMeta metadata, DateTime end, long? asked)
    {
        if (metadata.DeletionGracePeriodSeconds is not { } period || period == 0)
        {
            return GraceOutcome.None;
        }

        if (asked is not { } shorter || shorter >= period)
        {
            return GraceOutcome.Pending;
        }

        shorter = shorter < 0 ? 1 : shorter;
        metadata.DeletionTimestamp = end.AddSeconds(shorter - period);
        metadata.DeletionGracePeriodSeconds = shorter;
        return GraceOutcome.Begun;
    }

    /// <summary>Who watches the generation learns that the object is ending.</summary>
    private static void RaiseGeneration(ObjectMeta metadata)
    {
        if (metadata.Generation > 0)
        {
            metadata.Generation++;
        }
    }
}
