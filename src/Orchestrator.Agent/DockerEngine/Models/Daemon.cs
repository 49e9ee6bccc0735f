namespace Orchestrator.Agent.DockerEngine;

/// <summary>What the daemon says about itself and its machine.</summary>
internal sealed record DaemonInfo
{
    public string ServerVersion { get; init; } = "";

    public string OperatingSystem { get; init; } = "";

    public string KernelVersion { get; init; } = "";

    public string DockerRootDir { get; init; } = "";

    public int NCPU { get; init; }

    public long MemTotal { get; init; }
}

/// <summary>Something that happened to a container.</summary>
internal sealed record DaemonEvent
{
    public string Type { get; init; } = "";

    public string Action { get; init; } = "";

    public EventActor Actor { get; init; } = new();
}

/// <summary>What an event is about.</summary>
internal sealed record EventActor
{
    public string ID { get; init; } = "";

    /// <summary>The container's labels among others.</summary>
    public Dictionary<string, string> Attributes { get; init; } = [];
}
