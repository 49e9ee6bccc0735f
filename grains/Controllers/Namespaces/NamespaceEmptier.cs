using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiRegistration.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Namespaces;

/// <summary>
/// Deletes what is in a namespace (<c>namespaced_resources_deleter.go</c>): pods first, and the rest when they are gone, so that what protects or feeds a pod
/// outlives it.
/// </summary>
internal sealed class NamespaceEmptier(ControllerServices services, IResourceClient client)
{
    /// <summary>Objects deleted at once, so that the ledger commits them together.</summary>
    private const int Batch = 256;

    /// <summary>The resource whose objects say which server answers for a version of a group.</summary>
    public static readonly GroupResource ApiServices = new("apiregistration.k8s.io", "apiservices");

    private static readonly GroupResource[] First = [KnownResources.Pods];

    /// <summary>Deletes what can be deleted now, and says what is left.</summary>
    public async Task<NamespaceReview> EmptyAsync(string ns, CancellationToken cancellationToken)
    {
        var undiscovered = Undiscovered();
        var failures = await DeleteAsync(First, ns, cancellationToken);
        var content = NamespaceContent.Of(services.Replica, First, ns);
        if (failures.Count > 0 || !content.IsEmpty)
        {
            return new NamespaceReview(content, failures, undiscovered);
        }

        var resources = Resources();
        failures = await DeleteAsync(resources, ns, cancellationToken);
        return new NamespaceReview(NamespaceContent.Of(services.Replica, resources, ns), failures, undiscovered);
    }

    /// <summary>All resources with a namespace. Those that cannot be deleted are views of others and hold nothing.</summary>
    private List<GroupResource> Resources() =>
        [.. services.Kinds.All.Where(kind => kind.Namespaced && kind.Verbs.Contains("delete")).Select(kind => kind.GroupResource).Distinct()];

    private List<string> Undiscovered()
    {
        var versions = new List<string>();
        foreach (var entry in services.Replica.List(ApiServices))
        {
            var service = entry.As<APIService>();
            if (service.Spec.Service is not null && service.Status.Conditions?.Exists(condition => condition is { Type: "Available", Status: "False" }) == true)
            {
                versions.Add($"{service.Spec.Group}/{service.Spec.Version}");
            }
        }

        return versions;
    }

    private async Task<List<ApiException>> DeleteAsync(IReadOnlyList<GroupResource> resources, string ns, CancellationToken cancellationToken)
    {
        var failures = new List<ApiException>();
        foreach (var resource in resources)
        {
            ApiException? failure = null;
            foreach (var batch in services.Replica.List(resource).In(ns).Where(static entry => entry.DeletionTimestamp is null).Chunk(Batch))
            {
                foreach (var result in await Task.WhenAll(batch.Select(entry => TryDeleteAsync(entry, cancellationToken))))
                {
                    failure ??= result;
                }
            }

            if (failure is not null)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    private async Task<ApiException?> TryDeleteAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid, PropagationPolicy = "Background" }, cancellationToken);
            return null;
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            return null;
        }
        catch (ApiException refused)
        {
            return refused;
        }
    }
}
