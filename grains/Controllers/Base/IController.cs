using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers;

/// <summary>A controller as its host sees it. Write one by deriving from <see cref="Controller{T}"/>.</summary>
internal interface IController
{
    /// <summary>Its name: the first part of its grains' keys, and the source of its events.</summary>
    string Name { get; }

    /// <summary>Declares which changes concern which of its objects.</summary>
    void Declare(WatchSet watches);

    /// <summary>Brings one object nearer to what it should be, judging by the replica alone. Called once at a time for each object; may be called any number of times.</summary>
    Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken);
}
