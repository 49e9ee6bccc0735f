using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>The resources of services and their addresses.</summary>
internal static class NetworkResources
{
    public static GroupResource Endpoints { get; } = new("", "endpoints");

    public static GroupResource IPAddresses { get; } = new("networking.k8s.io", "ipaddresses");

    public static GroupResource ServiceCIDRs { get; } = new("networking.k8s.io", "servicecidrs");

    /// <summary>The claims of node ports. No kind serves them.</summary>
    public static GroupResource NodePorts { get; } = new("internal.orchestrator.io", "nodeports");
}
