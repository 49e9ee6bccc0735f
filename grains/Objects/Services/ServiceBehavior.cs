using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>What only services do: they take cluster IPs and node ports when they are written, and give back what they no longer use.</summary>
internal sealed class ServiceBehavior(ServiceNetwork network, ServiceRanges ranges) : KindBehavior
{
    private readonly AddressAllocator _addresses = new(ranges);
    private readonly NodePortAllocator _nodePorts = new(network);

    public override void Prepare(WriteContext context, IKubeObject value, IKubeObject? old)
    {
        if (context.Request.Subresource.Length > 0)
        {
            // The spec is the old one, and shared.
            return;
        }

        var service = (Service)value;
        if (old is Service before)
        {
            ServiceCarryOver.Apply(service, before);
        }

        if (!ServiceNeeds.ClusterIP(service))
        {
            return;
        }

        // The older field stands for the first of the newer one.
        if (!string.IsNullOrEmpty(service.Spec.ClusterIP) && service.Spec.ClusterIPs is null or { Count: 0 })
        {
            service.Spec.ClusterIPs = [service.Spec.ClusterIP];
        }

        ServiceFamilies.FillIn(service, old as Service, ranges);
    }

    public override async ValueTask AllocateAsync(WriteContext context, IKubeObject value, IKubeObject? old, FieldErrors errors)
    {
        if (context.Request.Subresource.Length > 0)
        {
            return;
        }

        var (service, before) = ((Service)value, (Service?)old);
        if (ServiceNeeds.ClusterIP(service))
        {
            ServiceFamilies.Check(service, ranges, errors);
            if (errors.Count > 0)
            {
                return;
            }
        }

        var (heldAddresses, heldPorts) = (ServiceNeeds.HeldAddresses(before), ServiceNeeds.HeldPorts(before));
        _addresses.Allocate(context, service, heldAddresses, errors);
        _nodePorts.Allocate(context, service, heldPorts, errors);
        if (errors.Count == 0)
        {
            heldAddresses.ExceptWith(ServiceNeeds.HeldAddresses(service));
            heldPorts.ExceptWith(ServiceNeeds.HeldPorts(service));
            await ReleaseAsync(context, heldAddresses, heldPorts);
        }
    }

    public override ValueTask ReleaseAsync(WriteContext context, IKubeObject value) =>
        ReleaseAsync(context, ServiceNeeds.HeldAddresses((Service)value), ServiceNeeds.HeldPorts((Service)value));

    private static async ValueTask ReleaseAsync(WriteContext context, HashSet<string> addresses, HashSet<int> ports)
    {
        foreach (var address in addresses)
        {
            await AddressClaim.ReleaseAsync(context, AddressClaim.Address(address));
        }

        foreach (var port in ports)
        {
            await AddressClaim.ReleaseAsync(context, AddressClaim.NodePort(port));
        }
    }
}
