using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>
/// One API object, and the only writer of it. The key is the text form of its <see cref="Orchestrator.Api.Objects.ObjectKey"/>.
/// The interface picks the grain's class, so a reference always comes from <see cref="ResourceGrains.Get"/>.
/// </summary>
public interface IResourceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Applies a write in turn onto the newest state and answers when it is durable and the local replica shows it.
    /// A refusal is an answer with a Status as its body, never an exception.
    /// </summary>
    [Alias("WriteAsync")]
    Task<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellationToken);
}
