using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>Finds what a token is to be bound to.</summary>
internal sealed class TokenBinding(IReplica replica)
{
    /// <exception cref="ApiException">There is no such object (404), it is another one of that name (409), or nothing can be bound to it (400).</exception>
    public BoundObjects Resolve(BoundObjectReference? reference, string ns, string account)
    {
        switch (reference)
        {
            case null:
                return default;
            case { ApiVersion: "v1", Kind: "Pod" }:
                var entry = Find(reference, "pods", ns);
                var pod = entry.As<Pod>();
                if (pod.Spec.ServiceAccountName != account)
                {
                    throw new ApiException(StatusFactory.BadRequest(
                        $"cannot bind token for serviceaccount {GoText.Quote(account)} to pod running with different serviceaccount name."));
                }

                return new BoundObjects(Identity(entry, reference), null, NodeOf(pod));
            case { ApiVersion: "v1", Kind: "Secret" }:
                return new BoundObjects(null, Identity(Find(reference, "secrets", ns), reference), null);
            case { ApiVersion: "v1", Kind: "Node" }:
                return new BoundObjects(null, null, Identity(Find(reference, "nodes", ""), reference));
            default:
                throw new ApiException(StatusFactory.BadRequest($"cannot bind token to object of type {Describe(reference)}"));
        }
    }

    private ReplicaEntry Find(BoundObjectReference reference, string resource, string ns)
    {
        var key = new ObjectKey("", resource, ns, reference.Name ?? "");
        return replica.Get(key) ?? throw new ApiException(StatusFactory.NotFound(key.GroupResource, key.Name));
    }

    // a node that is not there (any more) is told by its name alone
    private ObjectIdentity? NodeOf(Pod pod) =>
        string.IsNullOrEmpty(pod.Spec.NodeName)
            ? null
            : new ObjectIdentity(pod.Spec.NodeName, replica.Get(new ObjectKey("", "nodes", "", pod.Spec.NodeName))?.Uid ?? "");

    private static ObjectIdentity Identity(ReplicaEntry entry, BoundObjectReference reference) =>
        string.IsNullOrEmpty(reference.Uid) || reference.Uid == entry.Uid
            ? new ObjectIdentity(entry.Key.Name, entry.Uid)
            : throw new ApiException(StatusFactory.Conflict(
                new GroupResource("", reference.Kind!),
                entry.Key.Name,
                $"the UID in the bound object reference ({reference.Uid}) does not match the UID in record. The object might have been deleted and then recreated"));

    // as Go prints a GroupVersionKind
    private static string Describe(BoundObjectReference reference)
    {
        var version = reference.ApiVersion ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return $"{(slash < 0 ? "" : version[..slash])}/{version[(slash + 1)..]}, Kind={reference.Kind}";
    }
}
