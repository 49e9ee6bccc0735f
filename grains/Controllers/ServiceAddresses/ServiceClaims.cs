using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Objects.Services;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ServiceAddresses;

/// <summary>Compares what services hold with the claims that say so.</summary>
internal sealed class ServiceClaims(IReplica replica)
{
    /// <summary>The claims that a service should have.</summary>
    public static IEnumerable<ObjectKey> Of(Service service) =>
        ServiceNeeds.HeldAddresses(service).Select(AddressClaim.Address).Concat(ServiceNeeds.HeldPorts(service).Select(AddressClaim.NodePort));

    /// <summary>Whether each claim of a service is there and is its own.</summary>
    public bool AreComplete(ReplicaEntry service)
    {
        foreach (var key in Of(service.As<Service>()))
        {
            if (replica.Get(key) is not { } claim || !Names(AddressClaim.ParentOf(claim), service.Key))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the service that a claim names has what is claimed. What others than the allocation of services keep is not judged.</summary>
    public bool IsUsed(ReplicaEntry claim) => !IsOurs(claim) || (OwnerOf(claim) is { } service && Of(service.As<Service>()).Contains(claim.Key));

    /// <summary>The service that a claim names; null when it is not there.</summary>
    public ReplicaEntry? OwnerOf(ReplicaEntry claim) =>
        AddressClaim.ParentOf(claim) is { Resource: "services", Group: null or "", Name: { } name } parent ? replica.Get(KnownResources.Services.Key(parent.Namespace, name)) : null;

    /// <summary>Whether a claim names the service.</summary>
    public static bool Names(ParentReference? parent, ObjectKey service) =>
        parent is { Resource: "services" } && string.IsNullOrEmpty(parent.Group) && parent.Namespace == service.Namespace && parent.Name == service.Name;

    private static bool IsOurs(ReplicaEntry claim) =>
        claim.Key.GroupResource == NetworkResources.NodePorts || claim.Labels.GetValueOrDefault(AddressClaim.ManagedByLabel) == AddressClaim.Manager;
}
