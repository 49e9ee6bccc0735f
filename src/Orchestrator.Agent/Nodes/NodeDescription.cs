using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Nodes;

/// <summary>Makes the <c>Node</c> object of a node as kubelet does.</summary>
internal sealed class NodeDescription(AgentOptions options, string name)
{
    // kubelet's default hard eviction threshold: memory.available below 100Mi.
    private const long ReservedMemory = 100L * 1024 * 1024;

    // nodefs.available below 10 %.
    private const double ReservedDisk = 0.1;

    public Dictionary<string, Quantity> Capacity { get; } = Resources(options, 0, 0);

    public Dictionary<string, Quantity> Allocatable { get; } = Resources(options, ReservedMemory, ReservedDisk);

    /// <summary>The node as it is now.</summary>
    /// <param name="addresses">Its addresses.</param>
    /// <param name="info">What the machine is.</param>
    /// <param name="podCidr">The addresses of its pods.</param>
    /// <param name="conditions">How it is.</param>
    public Node Node(IReadOnlyList<string> addresses, NodeSystemInfo info, string? podCidr, List<NodeCondition> conditions)
    {
        var labels = new Dictionary<string, string>(options.Labels, StringComparer.Ordinal)
        {
            ["kubernetes.io/hostname"] = name,
            ["kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = info.Architecture,
            ["beta.kubernetes.io/os"] = "linux",
            ["beta.kubernetes.io/arch"] = info.Architecture,
        };
        return new Node
        {
            Metadata = new()
            {
                Name = name,
                Labels = labels,
                Annotations = new() { [LocalVolumes.DirectoryAnnotation] = VolumeDirectories.RootIn(options.DataDirectory) },
            },
            Spec = new() { PodCIDR = podCidr, PodCIDRs = podCidr is null ? null : [podCidr] },
            Status = new()
            {
                Capacity = Capacity,
                Allocatable = Allocatable,
                Conditions = conditions,
                Addresses = [.. addresses.Select(static a => new NodeAddress { Type = "InternalIP", Address = a }), new() { Type = "Hostname", Address = name }],
                NodeInfo = info,
            },
        };
    }

    private static Dictionary<string, Quantity> Resources(AgentOptions options, long memory, double disk)
    {
        var resources = new Dictionary<string, Quantity>(StringComparer.Ordinal)
        {
            ["cpu"] = Quantity.FromValue(Machine.ProcessorCount),
            ["memory"] = Quantity.FromValue((Machine.MemoryBytes - memory) / 1024 * 1024, QuantityFormat.BinarySI),
            ["ephemeral-storage"] = Quantity.FromValue((long)(Machine.Disk(options.DataDirectory).TotalSize * (1 - disk)) / 1024 * 1024, QuantityFormat.BinarySI),
            ["pods"] = Quantity.FromValue(options.MaximumPods),
        };
        foreach (var (key, value) in options.Capacity)
        {
            resources[key] = value;
        }

        return resources;
    }
}
