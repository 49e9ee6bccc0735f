using System.Text.Json;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>What a plugin is made with.</summary>
/// <param name="Cluster">Nodes and the pods on them; a plugin may add an observer that keeps books of its own. On the scheduler's turns alone.</param>
/// <param name="Replica">Where it reads objects other than pods and nodes.</param>
/// <param name="Client">How it writes, as the scheduler.</param>
/// <param name="Time">The clock.</param>
internal sealed record PluginContext(ClusterState Cluster, IReplica Replica, IResourceClient Client, TimeProvider Time)
{
    /// <summary>What ends with the scheduler: subscriptions of its plugins.</summary>
    public ICollection<IDisposable> Lifetime { get; init; } = [];

    /// <summary>The plugin's <c>pluginConfig</c> of the profile (<c>args</c>); null when there is none.</summary>
    public JsonElement? Args { get; init; }
}

/// <summary>How a plugin is made. Registered as a singleton, it can be enabled in profiles by its name.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Make">Makes one for one profile.</param>
internal sealed record PluginFactory(string Name, Func<PluginContext, IPlugin> Make);
