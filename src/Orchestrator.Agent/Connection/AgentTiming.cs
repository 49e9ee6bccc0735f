namespace Orchestrator.Agent.Connection;

/// <summary>The paces of an agent.</summary>
public sealed record AgentTiming
{
    /// <summary>How often each node says that it lives. As kubelet's lease renewal.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the node looks at itself; it reports only changes, and at times the same again.</summary>
    public TimeSpan NodeStatusInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an unchanged status is reported (kubelet's nodeStatusReportFrequency).</summary>
    public TimeSpan NodeStatusRepetition { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The delay before the first try to connect again; it doubles.</summary>
    public TimeSpan FirstReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest delay.</summary>
    public TimeSpan LongestReconnectDelay { get; init; } = TimeSpan.FromSeconds(10);
}
