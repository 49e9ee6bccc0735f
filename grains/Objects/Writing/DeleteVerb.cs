using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Deletion;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>
/// DELETE. An object goes at once, or it is only marked: because it ends gracefully, or because finalizers hold it
/// (a real server's <c>Store.Delete</c> and <c>BeforeDelete</c>).
/// </summary>
internal static class DeleteVerb
{
    /// <summary>Deletes the object as the request's options say.</summary>
    public static ValueTask<WriteOutcome> ApplyAsync(WriteContext context) => ApplyAsync(context, (context.Current ?? throw Refusals.NotFound(context)).Copy());

    /// <summary>Deletes the object, which exists; its last state is what the given value becomes, which is the caller's to change.</summary>
    public static async ValueTask<WriteOutcome> ApplyAsync(WriteContext context, IKubeObject value)
    {
        var current = context.Current!;
        WritePreconditions.CheckDelete(context, value.Metadata);
        await context.Services.Admission.ValidateAsync(AdmissionAttributes.Of(context, AdmissionOperation.Delete, null, current.Typed));
        if (context.Behavior.TryDelete(context) is { } outcome)
        {
            return outcome;
        }

        var grace = GracefulDeletion.Begin(context, value);
        if (grace == GraceOutcome.Pending)
        {
            return Answer(context, current, gone: false);
        }

        var policy = context.Request.Options.PropagationPolicy;
        GarbageCollection.SetFinalizers(value.Metadata, policy, context.Key.GroupResource);
        if (policy is null && KindRules.WarningOfOrphans(context.Key.GroupResource) is { } warning)
        {
            context.Warn([warning]);
        }

        if (value.Metadata.DeletionTimestamp is null && KindRules.CleanupFinalizer(context.Key.GroupResource) is { } cleanup)
        {
            (value.Metadata.Finalizers ??= []).Add(cleanup);
        }

        if (value.Metadata.Finalizers is { Count: > 0 })
        {
            if (grace != GraceOutcome.Begun)
            {
                GracefulDeletion.Mark(value.Metadata, context.Now);
            }

            return Answer(context, Saving.Put(context, value), gone: false);
        }

        return grace == GraceOutcome.Begun && value.Metadata.DeletionGracePeriodSeconds > 0
            ? Answer(context, Saving.Put(context, value), gone: false)
            : Answer(context, await Saving.RemoveAsync(context, value), gone: true);
    }

    /// <summary>Shows the object when it is still there or its kind is shown even then; otherwise says that it is gone.</summary>
    private static WriteOutcome Answer(WriteContext context, ObjectVersion version, bool gone)
    {
        if (!gone || KindRules.ShowsDeletedObject(context.Key.GroupResource))
        {
            // A real server says 202 only to those who asked to wait for the dependents.
            var code = !gone && context.Request.Options.PropagationPolicy == GarbageCollection.Foreground ? 202 : 200;
            return WriteOutcome.Of(code, version, context.Warnings);
        }

        var done = new Status
        {
            StatusValue = "Success",
            Details = new StatusDetails
            {
                Name = context.Key.Name,
                Group = context.Key.Group.Length == 0 ? null : context.Key.Group,
                Kind = context.Key.Resource,
                Uid = version.Typed.Metadata.Uid,
            },
        };
        return WriteOutcome.Of(200, done, version, context.Warnings);
    }
}
