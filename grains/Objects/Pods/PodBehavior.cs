using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Pods.Evictions;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Pods;

/// <summary>What only pods do: they are bound to a node, and its agent reports on them.</summary>
internal sealed class PodBehavior : KindBehavior
{
    public static PodBehavior Instance { get; } = new();

    /// <summary>The scheduler, controllers and agents' connections all look into every version of a pod.</summary>
    public override bool SharesModel => true;

    public override async ValueTask<WriteOutcome?> TrySubresourceAsync(WriteContext context) => context.Request switch
    {
        { Subresource: "binding", Verb: WriteVerb.Create } => await BindingVerb.ApplyAsync(context),
        { Subresource: "eviction", Verb: WriteVerb.Create } => await EvictionVerb.ApplyAsync(context),
        { Subresource: StatusReport.Subresource } => await StatusReport.ApplyAsync(context),
        _ => await base.TrySubresourceAsync(context),
    };
}
