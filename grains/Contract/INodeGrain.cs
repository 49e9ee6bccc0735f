using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Grains.Contract;

/// <summary>A node: besides what every object does, its agent's heartbeats end here.</summary>
[Alias("INodeGrain")]
public interface INodeGrain : IResourceGrain
{
    /// <summary>The node's agent has connected: makes the object if there is none, else brings its labels and status up to date.</summary>
    /// <param name="node">The <c>Node</c> with its status, UTF-8 JSON.</param>
    /// <param name="caller">The agent.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("RegisterAsync")]
    Task<WriteResult> RegisterAsync(byte[] node, Caller caller, CancellationToken cancellationToken);

    /// <summary>The node's status has changed.</summary>
    /// <param name="status">The <c>NodeStatus</c>, UTF-8 JSON.</param>
    /// <param name="caller">The agent.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("ReportStatusAsync")]
    Task<WriteResult> ReportStatusAsync(byte[] status, Caller caller, CancellationToken cancellationToken);

    /// <summary>The node lives. Touches memory only.</summary>
    /// <returns>Whether that is news: the object is gone, or was marked as unreachable; then the agent registers again.</returns>
    [Alias("HeartbeatAsync")]
    Task<bool> HeartbeatAsync(CancellationToken cancellationToken);

    /// <summary>From now on heartbeats are expected: a silo that starts calls it for every node, since the agents of some may never come back.</summary>
    [Alias("ExpectHeartbeatsAsync"), OneWay]
    Task ExpectHeartbeatsAsync();
}
