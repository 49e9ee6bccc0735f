using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Controllers.Endpoints;
using Orchestrator.Grains.Controllers.EndpointSliceMirroring;
using Orchestrator.Grains.Controllers.EndpointSlices;
using Orchestrator.Grains.Controllers.LoadBalancers;
using Orchestrator.Grains.Controllers.NodeAddresses;
using Orchestrator.Grains.Controllers.ServiceAddresses;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>Registers the controllers of services and their addresses.</summary>
internal static class NetworkControllersExtensions
{
    public static IServiceCollection AddNetworkControllers(this IServiceCollection services) => services
        .AddSingleton<ServicePodIndex>()
        .AddSingleton<IController, EndpointsController>()
        .AddSingleton<IController, EndpointSliceController>()
        .AddSingleton<IController, EndpointSliceMirroringController>()
        .AddSingleton<LoadBalancerIndex>()
        .AddSingleton<IController, LoadBalancerController>()
        .AddSingleton<IController, NodeAddressController>()
        .AddSingleton<IController, ServiceAddressRepair>()
        .AddSingleton<IController, ServiceCidrController>();
}
