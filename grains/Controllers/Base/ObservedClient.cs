using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers;

/// <summary>A controller's client: each look knows what it wrote and what it was refused.</summary>
internal sealed class ObservedClient(IResourceClient inner) : IResourceClient
{
    public Task<ReadOnlyMemory<byte>> CreateAsync(IKubeObject value, CancellationToken cancellationToken) => ObserveAsync(inner.CreateAsync(value, cancellationToken));

    public Task<ReadOnlyMemory<byte>> UpdateAsync(IKubeObject value, CancellationToken cancellationToken) => ObserveAsync(inner.UpdateAsync(value, cancellationToken));

    public Task<ReadOnlyMemory<byte>> UpdateStatusAsync(IKubeObject value, CancellationToken cancellationToken) => ObserveAsync(inner.UpdateStatusAsync(value, cancellationToken));

    public Task ReportStatusAsync(ObjectKey pod, long revision, PodStatus report, CancellationToken cancellationToken) => ObserveAsync(inner.ReportStatusAsync(pod, revision, report, cancellationToken));

    public Task<ReadOnlyMemory<byte>> PatchAsync(ObjectKey key, ReadOnlyMemory<byte> mergePatch, string subresource, CancellationToken cancellationToken) =>
        ObserveAsync(inner.PatchAsync(key, mergePatch, subresource, cancellationToken));

    public Task DeleteAsync(ObjectKey key, WriteOptions options, CancellationToken cancellationToken) => ObserveAsync(inner.DeleteAsync(key, options, cancellationToken));

    public Task BindAsync(ObjectKey pod, string uid, string nodeName, CancellationToken cancellationToken) => ObserveAsync(inner.BindAsync(pod, uid, nodeName, cancellationToken));

    public async Task<WriteResult> WriteAsync(ObjectKey key, WriteRequest request, CancellationToken cancellationToken)
    {
        var result = await inner.WriteAsync(key, request, cancellationToken);
        if (result.Succeeded)
        {
            Reconciliation.Current?.Wrote();
        }
        else
        {
            Reconciliation.Current?.WasRefused(new ApiException(JsonModel.Read<Status>(result.Body)));
        }

        return result;
    }

    private static async Task<T> ObserveAsync<T>(Task<T> write)
    {
        await ObserveAsync((Task)write);
        return await write;
    }

    private static async Task ObserveAsync(Task write)
    {
        try
        {
            await write;
            Reconciliation.Current?.Wrote();
        }
        catch (ApiException refusal)
        {
            Reconciliation.Current?.WasRefused(refusal);
            throw;
        }
    }
}
