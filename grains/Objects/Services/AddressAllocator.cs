using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>Gives services their cluster IPs: the one asked for, or a free one.</summary>
internal sealed class AddressAllocator(ServiceNetwork network)
{
    /// <summary>Claims what the service asks for and does not hold yet, or a free address if it needs one and names none.</summary>
    public void Allocate(WriteContext context, Service service, IReadOnlySet<string> held, FieldErrors errors)
    {
        if (!ServiceNeeds.ClusterIP(service))
        {
            return;
        }

        if (service.Spec.ClusterIPs is null or { Count: 0 })
        {
            Give(context, service, errors);
            return;
        }

        foreach (var address in ServiceNeeds.HeldAddresses(service))
        {
            if (!held.Contains(address))
            {
                Take(context, service, address, errors);
            }
        }
    }

    private void Take(WriteContext context, Service service, string address, FieldErrors errors)
    {
        if (!network.Contains(address))
        {
            Refuse(service, errors, $"failed to allocate IP {address}: the provided IP ({address}) is not in the valid range. The range of valid IPs is {network.ClusterIPs}");
        }
        else if (!Claims.IsFree(context, Claims.Address(address)))
        {
            Refuse(service, errors, $"failed to allocate IP {address}: provided IP is already allocated");
        }
        else
        {
            Claims.Take(context, Claims.Address(address));
        }
    }

    private void Give(WriteContext context, Service service, FieldErrors errors)
    {
        // From a random place on, so that services created at once rarely want the same one.
        // The first one is the API server's own, also while its service is missing for a moment.
        var count = network.AddressCount - 1;
        var start = Random.Shared.Next(count);
        for (var i = 0; i < count; i++)
        {
            var address = network.Address(1 + ((start + i) % count));
            var key = Claims.Address(address);
            if (Claims.IsFree(context, key))
            {
                Claims.Take(context, key);
                service.Spec.ClusterIP = address;
                service.Spec.ClusterIPs = [address];
                return;
            }
        }

        errors.InternalError(FieldPath.Of("spec", "clusterIPs"), "failed to allocate a serviceIP: range is full");
    }

    private static void Refuse(Service service, FieldErrors errors, string why) =>
        errors.Invalid(FieldPath.Of("spec", "clusterIPs"), service.Spec.ClusterIPs, why);
}
