using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Pods;
using Orleans;

namespace Orchestrator.Grains.Objects.Clients;

/// <inheritdoc cref="IResourceClient"/>
internal sealed class ResourceClient(IGrainFactory grains, KindRegistry kinds, Caller caller) : IResourceClient
{
    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> CreateAsync(IKubeObject value, CancellationToken cancellationToken)
    {
        var kind = KindOf(value);
        if (!string.IsNullOrEmpty(value.Metadata.Name))
        {
            return (await SendAsync(KeyOf(kind, value), Request(WriteVerb.Create, kind.Version, "", value), cancellationToken)).Body;
        }

        for (var attempt = 1; ; attempt++)
        {
            value.Metadata.Name = GeneratedNames.Next(value.Metadata.GenerateName ?? "");
            var result = await WriteAsync(KeyOf(kind, value), Request(WriteVerb.Create, kind.Version, "", value), cancellationToken);
            if (result.Code != 409 || attempt == GeneratedNames.Attempts)
            {
                return Accepted(result).Body;
            }
        }
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> UpdateAsync(IKubeObject value, CancellationToken cancellationToken) => UpdateAsync(value, "", cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> UpdateStatusAsync(IKubeObject value, CancellationToken cancellationToken) => UpdateAsync(value, "status", cancellationToken);

    /// <inheritdoc/>
    public Task ReportStatusAsync(ObjectKey pod, long revision, PodStatus report, CancellationToken cancellationToken)
    {
        var request = Request(WriteVerb.Update, "v1", StatusReport.Subresource, JsonModel.ToBytes(report));
        return SendAsync(pod, request with { Options = new WriteOptions { PreconditionResourceVersion = revision.ToString(CultureInfo.InvariantCulture) } }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> PatchAsync(ObjectKey key, ReadOnlyMemory<byte> mergePatch, string subresource, CancellationToken cancellationToken)
    {
        var kind = kinds.TryGet(key.GroupResource) ?? throw new ApiException(StatusFactory.NotFound(key.GroupResource, key.Name));
        var request = Request(WriteVerb.Patch, kind.Version, subresource, mergePatch.ToArray()) with { Patch = PatchType.Merge };
        return (await SendAsync(key, request, cancellationToken)).Body;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(ObjectKey key, WriteOptions options, CancellationToken cancellationToken) =>
        SendAsync(key, Request(WriteVerb.Delete, "", "", []) with { Options = options }, cancellationToken);

    /// <inheritdoc/>
    public Task BindAsync(ObjectKey pod, string uid, string nodeName, CancellationToken cancellationToken)
    {
        var binding = new Binding
        {
            Metadata = new ObjectMeta { Name = pod.Name, Namespace = pod.Namespace, Uid = uid },
            Target = new ObjectReference { Kind = "Node", Name = nodeName },
        };
        return SendAsync(pod, Request(WriteVerb.Create, "v1", "binding", JsonModel.ToBytes(binding)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<WriteResult> WriteAsync(ObjectKey key, WriteRequest request, CancellationToken cancellationToken) =>
        ResourceGrains.Get(grains, key).WriteAsync(request, cancellationToken);

    private async Task<ReadOnlyMemory<byte>> UpdateAsync(IKubeObject value, string subresource, CancellationToken cancellationToken)
    {
        var kind = KindOf(value);
        return (await SendAsync(KeyOf(kind, value), Request(WriteVerb.Update, kind.Version, subresource, value), cancellationToken)).Body;
    }

    private async Task<WriteResult> SendAsync(ObjectKey key, WriteRequest request, CancellationToken cancellationToken) =>
        Accepted(await WriteAsync(key, request, cancellationToken));

    private static WriteResult Accepted(WriteResult result) =>
        result.Succeeded ? result : throw new ApiException(JsonModel.Read<Status>(result.Body));

    private WriteRequest Request(WriteVerb verb, string version, string subresource, IKubeObject value) =>
        Request(verb, version, subresource, JsonModel.ToBytes(value));

    private WriteRequest Request(WriteVerb verb, string version, string subresource, byte[] body) =>
        new(verb, version, subresource, body, PatchType.None, WriteOptions.None, caller);

    private KindDescriptor KindOf(IKubeObject value) =>
        kinds.TryGetKind(value.ApiVersion, value.Kind)
        ?? throw new ApiException(StatusFactory.BadRequest($"no kind \"{value.Kind}\" is registered for version \"{value.ApiVersion}\""));

    private static ObjectKey KeyOf(KindDescriptor kind, IKubeObject value) =>
        new(kind.Group, kind.Resource, kind.Namespaced ? value.Metadata.Namespace ?? "" : "", value.Metadata.Name ?? "");
}
