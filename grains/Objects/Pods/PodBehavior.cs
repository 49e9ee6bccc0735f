using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Pods;

/// <summary>What only pods do: they are bound to a node.</summary>
internal sealed class PodBehavior : KindBehavior
{
    public static PodBehavior Instance { get; } = new();

    public override ValueTask<WriteOutcome?> TrySubresourceAsync(WriteContext context) =>
        context.Request is { Subresource: "binding", Verb: WriteVerb.Create }
            ? ValueTask.FromResult<WriteOutcome?>(BindingVerb.Apply(context))
            : base.TrySubresourceAsync(context);
}
