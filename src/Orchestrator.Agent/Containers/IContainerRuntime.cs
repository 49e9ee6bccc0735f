namespace Orchestrator.Agent.Containers;

/// <summary>
/// What a pod worker needs of a container runtime: sandboxes, containers and images, as the Container Runtime Interface (CRI) cuts them.
/// Every call is safe to repeat; one that fails throws <see cref="ContainerRuntimeException"/> and leaves nothing that a later call would trip over.
/// </summary>
internal interface IContainerRuntime : IAsyncDisposable
{
    /// <summary>As in <c>nodeInfo.containerRuntimeVersion</c> and container ids: <c>docker</c>.</summary>
    string Name { get; }

    /// <summary>Prepares what all pods share (network, pause image) and returns what the runtime says of itself.</summary>
    Task<RuntimeDescription> StartAsync(CancellationToken cancellationToken);

    /// <summary>Every pod of this node that has a sandbox or a container.</summary>
    Task<IReadOnlyList<PodOnRuntime>> ListPodsAsync(CancellationToken cancellationToken);

    /// <summary>All sandboxes and containers of one pod, in every state.</summary>
    Task<RuntimePodState> GetPodAsync(string podUid, CancellationToken cancellationToken);

    /// <summary>The image, or null if it has to be pulled.</summary>
    Task<RuntimeImage?> FindImageAsync(string image, CancellationToken cancellationToken);

    Task PullImageAsync(string image, RegistryCredentials? credentials, CancellationToken cancellationToken);

    /// <summary>Creates and starts the container that holds the pod's namespaces.</summary>
    Task<string> RunSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken);

    Task<string> CreateContainerAsync(ContainerSpec spec, CancellationToken cancellationToken);

    Task StartContainerAsync(string id, CancellationToken cancellationToken);

    /// <summary>Sends the stop signal and, when the grace is over, SIGKILL. Completes when the container does not run. Cancelling it leaves the container to a later call.</summary>
    Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Ends the sandbox's namespaces. What runs in them must have been stopped.</summary>
    Task StopSandboxAsync(string id, CancellationToken cancellationToken);

    /// <summary>Removes a sandbox or container with its log.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>Removes what was made for the pod besides containers (in-memory volumes).</summary>
    Task RemovePodResourcesAsync(string podUid, CancellationToken cancellationToken);

    /// <summary>A volume in memory that lives as long as the pod; returns its name for <see cref="ContainerMount.Volume"/>.</summary>
    Task<string> EnsureMemoryVolumeAsync(string podUid, string name, long? sizeLimit, CancellationToken cancellationToken);

    /// <summary>Runs a command in a container to its end.</summary>
    Task<CommandResult> ExecAsync(string id, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Copies a container's log; with <see cref="LogOptions.Follow"/> until the container ends.</summary>
    Task CopyLogAsync(string id, LogOptions options, Stream target, CancellationToken cancellationToken);

    /// <summary>The uids of pods in which something happened. Null says that events may have been missed: list everything. Never ends by itself.</summary>
    IAsyncEnumerable<string?> WatchAsync(CancellationToken cancellationToken);
}
