using System.Net;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>Gives services their cluster IPs: those asked for, and a free one for each family of which none is named.</summary>
internal sealed class AddressAllocator(ServiceRanges ranges)
{
    /// <summary>Claims what the service asks for and does not hold yet, and free addresses for its other families. A claim that got lost is taken again.</summary>
    public void Allocate(WriteContext context, Service service, IReadOnlySet<string> held, FieldErrors errors)
    {
        if (!ServiceNeeds.ClusterIP(service) || service.Spec.ClusterIP == ServiceNeeds.Headless)
        {
            return;
        }

        foreach (var address in ServiceNeeds.HeldAddresses(service))
        {
            if (!held.Contains(address))
            {
                Take(context, service, address, errors);
            }
            else if (AddressClaim.IsFree(context, AddressClaim.Address(address)))
            {
                AddressClaim.Take(context, AddressClaim.Address(address));
            }
        }

        for (var i = service.Spec.ClusterIPs?.Count ?? 0; i < (service.Spec.IpFamilies?.Count ?? 0); i++)
        {
            if (Give(context, service.Spec.IpFamilies![i]) is not { } address)
            {
                errors.InternalError(FieldPath.Of("spec", "clusterIPs"), "failed to allocate a serviceIP: range is full");
                return;
            }

            service.Spec.ClusterIPs = [.. service.Spec.ClusterIPs ?? [], address];
            service.Spec.ClusterIP = service.Spec.ClusterIPs[0];
        }
    }

    private void Take(WriteContext context, Service service, string address, FieldErrors errors)
    {
        if (!IPAddress.TryParse(address, out var parsed) || ranges.Find(parsed) is not { } range)
        {
            Refuse(service, errors, $"failed to allocate IP {address}: the provided network does not match the current range");
        }
        else if (!range.MayGive(parsed))
        {
            Refuse(service, errors, $"failed to allocate IP {address}: the provided IP ({address}) is not in the valid range. The range of valid IPs is {range.Network}");
        }
        else if (!AddressClaim.IsFree(context, AddressClaim.Address(address)))
        {
            Refuse(service, errors, $"failed to allocate IP {address}: provided IP is already allocated");
        }
        else
        {
            AddressClaim.Take(context, AddressClaim.Address(address));
        }
    }

    private string? Give(WriteContext context, string family)
    {
        foreach (var range in ranges.All)
        {
            if (range.Family == family
                && (Give(context, range, range.StaticCount, range.Count - range.StaticCount) ?? Give(context, range, 0, range.StaticCount)) is { } address)
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>A free address of a part of a range, from a random place on, so that services created at once rarely want the same one.</summary>
    private string? Give(WriteContext context, AddressRange range, UInt128 first, UInt128 count)
    {
        if (count == 0)
        {
            return null;
        }

        var start = (UInt128)(ulong)Random.Shared.NextInt64(long.MaxValue) % count;
        for (UInt128 i = 0; i < count; i++)
        {
            var address = range.Address(first + ((start + i) % count));
            var key = AddressClaim.Address(address);
            if (AddressClaim.IsFree(context, key) && !ranges.IsReserved(address))
            {
                AddressClaim.Take(context, key);
                return address;
            }
        }

        return null;
    }

    private static void Refuse(Service service, FieldErrors errors, string why) =>
        errors.Invalid(FieldPath.Of("spec", "clusterIPs"), service.Spec.ClusterIPs, why);
}
