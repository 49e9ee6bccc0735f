using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Deletion;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Namespaces;

/// <summary>What only namespaces do: a delete starts their end, and <c>finalize</c> completes it when the contents are gone.</summary>
internal sealed class NamespaceBehavior : KindBehavior
{
    public static NamespaceBehavior Instance { get; } = new();

    public override bool MayGo(IKubeObject value) => ((Namespace)value).Spec.Finalizers is null or { Count: 0 };

    public override async ValueTask<WriteOutcome?> TrySubresourceAsync(WriteContext context) =>
        context.Request is { Subresource: "finalize", Verb: WriteVerb.Update }
            ? await FinalizeAsync(context)
            : await base.TrySubresourceAsync(context);

    /// <summary>The first delete switches to Terminating; later ones wait for <c>spec.finalizers</c>, then the common way applies.</summary>
    public override WriteOutcome? TryDelete(WriteContext context)
    {
        var ns = (Namespace)context.Current!.Copy();
        if (ns.Metadata.DeletionTimestamp is null)
        {
            ns.Metadata.DeletionTimestamp = context.Now;
            ns.Status.Phase = "Terminating";
            GarbageCollection.SetFinalizers(ns.Metadata, context.Request.Options.PropagationPolicy, context.Key.GroupResource);
            return Saving.Save(context, ns, 200);
        }

        return MayGo(ns) ? null : WriteOutcome.Of(200, context.Current, context.Warnings);
    }

    private async Task<WriteOutcome> FinalizeAsync(WriteContext context)
    {
        var asked = (Namespace)BodyReader.Decode(context, context.Request.Body);
        RequestMetadata.MatchPath(context, asked.Metadata);
        var current = context.Current ?? throw Refusals.NotFound(context);
        WritePreconditions.CheckUpdate(context, asked.Metadata, current.Typed.Metadata);
        WritePreconditions.CheckVersion(context, asked.Metadata);

        var ns = (Namespace)current.Copy();
        ns.Spec.Finalizers = asked.Spec.Finalizers;
        return Departure.IsDue(context, ns, current.Typed)
            ? WriteOutcome.Of(200, await Saving.RemoveAsync(context, ns), context.Warnings)
            : Saving.Save(context, ns, 200);
    }
}
