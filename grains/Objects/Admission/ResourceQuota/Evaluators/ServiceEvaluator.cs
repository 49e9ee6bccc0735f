using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;

/// <summary>What services use: themselves, load balancers and node ports.</summary>
internal sealed class ServiceEvaluator() : QuotaEvaluator(Resources.Services)
{
    private const string LoadBalancers = "services.loadbalancers";
    private const string NodePorts = "services.nodeports";

    /// <inheritdoc/>
    public override bool ChangesOnUpdate(string subresource) => subresource.Length == 0;

    /// <inheritdoc/>
    public override bool Counts(string name) => name is LoadBalancers or NodePorts || base.Counts(name);

    /// <inheritdoc/>
    public override void AddUsage(IKubeObject value, DateTime now, Dictionary<string, Quantity> usage)
    {
        base.AddUsage(value, now, usage);
        var spec = ((Service)value).Spec;
        var ports = spec.Ports ?? [];
        var loadBalancer = spec.Type == "LoadBalancer";

        // A load balancer may do without node ports; then only those that were asked for count.
        var nodePorts = spec.Type switch
        {
            "NodePort" => ports.Count,
            "LoadBalancer" => spec.AllocateLoadBalancerNodePorts == false ? ports.Count(port => port.NodePort is > 0) : ports.Count,
            _ => 0,
        };
        usage[LoadBalancers] = Quantity.FromValue(loadBalancer ? 1 : 0);
        usage[NodePorts] = Quantity.FromValue(nodePorts);
    }
}
