namespace Orchestrator.Agent.Containers;

/// <summary>A pod of which the runtime has something.</summary>
/// <param name="Uid">Its uid.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Fingerprint">Ids and states of all its containers: differs when anything changed.</param>
internal sealed record PodOnRuntime(string Uid, string Namespace, string Name, string Fingerprint);

/// <summary>What the runtime has of one pod.</summary>
/// <param name="Sandboxes">Newest first.</param>
/// <param name="Containers">Newest first.</param>
internal sealed record RuntimePodState(IReadOnlyList<RuntimeSandbox> Sandboxes, IReadOnlyList<RuntimeContainer> Containers)
{
    public static RuntimePodState Empty { get; } = new([], []);

    /// <summary>The sandbox that runs, if any.</summary>
    public RuntimeSandbox? ReadySandbox => Sandboxes.FirstOrDefault(static s => s.IsReady);

    /// <summary>The latest container of that name.</summary>
    public RuntimeContainer? Latest(string name) => Containers.FirstOrDefault(c => c.Name == name);

    /// <summary>The one before the latest.</summary>
    public RuntimeContainer? Previous(string name) => Containers.Where(c => c.Name == name).Skip(1).FirstOrDefault();
}

/// <summary>A pod's sandbox.</summary>
internal sealed record RuntimeSandbox(string Id, int Attempt, bool IsReady, DateTimeOffset CreatedAt, IReadOnlyList<string> Addresses);

/// <summary>The states of a container that CRI tells apart.</summary>
internal enum RuntimeContainerState
{
    Created,
    Running,
    Exited,
}

/// <summary>A container of a pod.</summary>
internal sealed record RuntimeContainer
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>How often it was restarted before.</summary>
    public required int Attempt { get; init; }

    public required RuntimeContainerState State { get; init; }

    /// <summary>The sandbox that it was created in.</summary>
    public required string SandboxId { get; init; }

    public required string Image { get; init; }

    public required string ImageId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public int ExitCode { get; init; }

    /// <summary><c>Completed</c>, <c>Error</c>, <c>OOMKilled</c> or <c>StartError</c>.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>Of the container's part of the pod's spec at its creation.</summary>
    public string SpecHash { get; init; } = "";
}

/// <summary>An image on the machine.</summary>
/// <param name="Id">Digest of its configuration.</param>
/// <param name="Digest">As <c>imageID</c> in container statuses: a repository digest where there is one, else the id.</param>
/// <param name="User">The user that its configuration names.</param>
internal sealed record RuntimeImage(string Id, string Digest, string? User);

/// <summary>User and password of a registry.</summary>
internal sealed record RegistryCredentials(string Server, string UserName, string Password);

/// <summary>How a command in a container ended.</summary>
internal readonly record struct CommandResult(int ExitCode, string Output);
