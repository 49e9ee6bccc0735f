using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using Orleans;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>The clients that controllers write with; what they write is held against their roles.</summary>
internal sealed class CheckedClients(IGrainFactory grains, KindRegistry kinds, DefaultRoleCheck check) : IResourceClientFactory
{
    private readonly ResourceClientFactory _clients = new(grains, kinds);

    public IResourceClient For(string userName) => check.Concerns(userName) ? new Checked(_clients.For(userName), userName, kinds, check) : _clients.For(userName);

    private sealed class Checked(IResourceClient inner, string user, KindRegistry kinds, DefaultRoleCheck check) : IResourceClient
    {
        public Task<ReadOnlyMemory<byte>> CreateAsync(IKubeObject value, CancellationToken cancellationToken)
        {
            check.Wrote(user, "create", KeyOf(value), "");
            return inner.CreateAsync(value, cancellationToken);
        }

        public Task<ReadOnlyMemory<byte>> UpdateAsync(IKubeObject value, CancellationToken cancellationToken)
        {
            check.Wrote(user, "update", KeyOf(value), "");
            return inner.UpdateAsync(value, cancellationToken);
        }

        public Task<ReadOnlyMemory<byte>> UpdateStatusAsync(IKubeObject value, CancellationToken cancellationToken)
        {
            check.Wrote(user, "update", KeyOf(value), "status");
            return inner.UpdateStatusAsync(value, cancellationToken);
        }

        public Task ReportStatusAsync(ObjectKey pod, long revision, PodStatus report, CancellationToken cancellationToken)
        {
            check.Wrote(user, "update", pod, "status");
            return inner.ReportStatusAsync(pod, revision, report, cancellationToken);
        }

        public Task<ReadOnlyMemory<byte>> PatchAsync(ObjectKey key, ReadOnlyMemory<byte> mergePatch, string subresource, CancellationToken cancellationToken)
        {
            check.Wrote(user, "patch", key, subresource);
            return inner.PatchAsync(key, mergePatch, subresource, cancellationToken);
        }

        public Task DeleteAsync(ObjectKey key, WriteOptions options, CancellationToken cancellationToken)
        {
            check.Wrote(user, "delete", key, "");
            return inner.DeleteAsync(key, options, cancellationToken);
        }

        public Task BindAsync(ObjectKey pod, string uid, string nodeName, CancellationToken cancellationToken)
        {
            check.Wrote(user, "create", pod, "binding");
            return inner.BindAsync(pod, uid, nodeName, cancellationToken);
        }

        public Task<WriteResult> WriteAsync(ObjectKey key, WriteRequest request, CancellationToken cancellationToken)
        {
            check.Wrote(user, request.Verb.ToString().ToLowerInvariant(), key, request.Subresource);
            return inner.WriteAsync(key, request, cancellationToken);
        }

        private ObjectKey KeyOf(IKubeObject value)
        {
            var kind = kinds.TryGetKind(value.ApiVersion, value.Kind)!;
            return new ObjectKey(kind.Group, kind.Resource, kind.Namespaced ? value.Metadata.Namespace ?? "" : "", value.Metadata.Name ?? "");
        }
    }
}
