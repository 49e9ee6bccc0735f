using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Subresources;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>
/// What only one kind's grain does, in the places that the verbs leave for it. The defaults do nothing, as most kinds need.
/// (What can be said of an object alone, without the cluster, is in the kind's strategy.)
/// </summary>
internal class KindBehavior
{
    /// <summary>A kind without a behaviour of its own.</summary>
    public static KindBehavior None { get; } = new();

    /// <summary>
    /// Whether the model that a write made goes along with its bytes to this process's replica, for those that would decode them otherwise.
    /// For kinds that everybody reads: it keeps the model in memory.
    /// </summary>
    public virtual bool SharesModel => false;

    /// <summary>Handles a subresource that is an action of its own; null when the request is an update of the object like any other.</summary>
    public virtual ValueTask<WriteOutcome?> TrySubresourceAsync(WriteContext context) => Scaling.TryApplyAsync(context);

    /// <summary>Fills in what depends on the object as it is, before validation; <paramref name="old"/> is null for a create.</summary>
    public virtual void Prepare(WriteContext context, IKubeObject value, IKubeObject? old)
    {
    }

    /// <summary>Takes what the object needs of the cluster (addresses), after validation; may change the object and add companions.</summary>
    public virtual ValueTask AllocateAsync(WriteContext context, IKubeObject value, IKubeObject? old, FieldErrors errors) => ValueTask.CompletedTask;

    /// <summary>Gives back what the object holds; called when it goes.</summary>
    public virtual ValueTask ReleaseAsync(WriteContext context, IKubeObject value) => ValueTask.CompletedTask;

    /// <summary>Whether an object that is being deleted and has no finalizers left may go.</summary>
    public virtual bool MayGo(IKubeObject value) => true;

    /// <summary>Handles a delete in the kind's own way; null for the common one.</summary>
    public virtual WriteOutcome? TryDelete(WriteContext context) => null;
}
