using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>Binds through the pod's subresource <c>binding</c>.</summary>
internal sealed class DefaultBinder(IResourceClient client) : IBindPlugin
{
    public string Name => "DefaultBinder";

    public async Task<bool> BindAsync(SchedulingCycle cycle, string node, CancellationToken cancellationToken)
    {
        await client.BindAsync(cycle.Pod.Key, cycle.Pod.Uid, node, cancellationToken);
        return true;
    }
}
