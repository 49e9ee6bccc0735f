using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>A pod: besides what every object does, it is bound to a node once, ends gracefully, and is evicted; its agent's reports end here.</summary>
[Alias("IPodGrain")]
public interface IPodGrain : IResourceGrain
{
    /// <summary>The pod's agent says how it is. What is others' to say (their conditions, nominations, claims) stays.</summary>
    /// <param name="status">The <c>PodStatus</c>, UTF-8 JSON.</param>
    /// <param name="uid">Which pod of that name is meant.</param>
    /// <param name="caller">The agent.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("ReportStatusAsync")]
    Task<WriteResult> ReportStatusAsync(byte[] status, string uid, Caller caller, CancellationToken cancellationToken);
}
