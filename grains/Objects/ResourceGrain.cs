using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Storage;
using Orchestrator.Grains.Objects.Writing;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orchestrator.Grains.Objects;

/// <summary>The only writer of one object: an <see cref="ObjectWriter"/> with an identity. Reentrant, so that requests can gather while a commit is in flight.</summary>
[Reentrant]
public abstract class ResourceGrain : Grain, IResourceGrain
{
    private readonly ObjectWriter _writer;

    private protected ResourceGrain(IPersistentState<ObjectState> state, ObjectServices services, KindBehavior? behavior)
    {
        Key = ObjectKey.Parse(this.GetPrimaryKeyString());
        _writer = new ObjectWriter(Key, state, services, behavior ?? KindBehaviors.Of(Key));
    }

    /// <summary>The object's key.</summary>
    protected ObjectKey Key { get; }

    /// <inheritdoc/>
    public async Task<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        var result = await _writer.WriteAsync(request, cancellationToken);
        if (!_writer.InUse)
        {
            // Nothing is left to keep in memory; a later request finds a new activation.
            DeactivateOnIdle();
        }

        return result;
    }
}
