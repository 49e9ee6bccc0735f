using System.Globalization;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Connection;
using Orchestrator.Agent.Nodes;

namespace Orchestrator.Agent.Simulation;

/// <summary>Makes simulated nodes, which share all that nodes can share.</summary>
internal static class SimulatedNodes
{
    public static Dictionary<string, INodeEnd> Create(AgentOptions options, Outbox outbox, SimulationClock clock, TimeProvider time, ILogger logger)
    {
        var info = Machine.SystemInfo("simulated://1", null);
        var nodes = new Dictionary<string, INodeEnd>(StringComparer.Ordinal);
        for (var i = 0; i < options.SimulatedNodes; i++)
        {
            var name = options.SimulatedNodes == 1 ? options.NodeName : string.Create(CultureInfo.InvariantCulture, $"{options.NodeName}-{i}");
            var address = $"10.{120 + ((i >> 16) & 0x7)}.{(i >> 8) & 0xFF}.{i & 0xFF}";
            var node = new NodeAgent(name, outbox, logger, keepStatuses: false);
            node.Attach(
                new SimulatedPodRuntime(node, options.Timeline, clock, i, address, time),
                () => new NodeDescription(options, name).Node([address], info, null, NodeConditions.Healthy(time.GetUtcNow().UtcDateTime)));
            nodes[name] = node;
        }

        return nodes;
    }
}
