using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Clients;

/// <summary>
/// How controllers write: typed, through the objects' grains, as one user. When a call returns, the local replica shows what it wrote.
/// Refusals are <see cref="Orchestrator.Api.Errors.ApiException"/>. Reads come from the replica.
/// </summary>
public interface IResourceClient
{
    /// <summary>Creates an object; without a name, one is made of its generateName.</summary>
    /// <returns>The object's JSON as it was stored.</returns>
    Task<ReadOnlyMemory<byte>> CreateAsync(IKubeObject value, CancellationToken cancellationToken);

    /// <summary>Replaces an object; its resourceVersion, when set, must be the present one.</summary>
    /// <returns>The object's JSON as it was stored.</returns>
    Task<ReadOnlyMemory<byte>> UpdateAsync(IKubeObject value, CancellationToken cancellationToken);

    /// <summary>Replaces an object's status.</summary>
    /// <returns>The object's JSON as it was stored.</returns>
    Task<ReadOnlyMemory<byte>> UpdateStatusAsync(IKubeObject value, CancellationToken cancellationToken);

    /// <summary>Adds to a pod's status, if that is still its revision: what the report leaves out stays, but for reason, message and the pod's addresses.</summary>
    Task ReportStatusAsync(ObjectKey pod, long revision, PodStatus report, CancellationToken cancellationToken);

    /// <summary>Applies a JSON merge patch to an object or to one of its subresources (empty: the object itself).</summary>
    /// <returns>The object's JSON as it was stored.</returns>
    Task<ReadOnlyMemory<byte>> PatchAsync(ObjectKey key, ReadOnlyMemory<byte> mergePatch, string subresource, CancellationToken cancellationToken);

    /// <summary>Deletes an object; options say grace, propagation and preconditions.</summary>
    Task DeleteAsync(ObjectKey key, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Gives a pod its node, if it is still the pod of that uid and has none.</summary>
    Task BindAsync(ObjectKey pod, string uid, string nodeName, CancellationToken cancellationToken);

    /// <summary>Any other write. Unlike the others it returns refusals as results.</summary>
    Task<WriteResult> WriteAsync(ObjectKey key, WriteRequest request, CancellationToken cancellationToken);
}
