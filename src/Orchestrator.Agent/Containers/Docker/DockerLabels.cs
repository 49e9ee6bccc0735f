namespace Orchestrator.Agent.Containers.Docker;

/// <summary>The labels by which the agent knows its containers again; those of pods are the ones that kubelet's Docker shim set, so that tools know them.</summary>
internal static class DockerLabels
{
    public const string Cluster = "orchestrator.io/cluster";
    public const string Node = "orchestrator.io/node";
    public const string Attempt = "orchestrator.io/attempt";
    public const string Sandbox = "io.kubernetes.sandbox.id";
    public const string SpecHash = "annotation.io.kubernetes.container.hash";
    public const string Type = "io.kubernetes.docker.type";
    public const string SandboxType = "podsandbox";
    public const string ContainerType = "container";
    public const string PodName = "io.kubernetes.pod.name";
    public const string PodNamespace = "io.kubernetes.pod.namespace";
    public const string PodUid = "io.kubernetes.pod.uid";
    public const string ContainerName = "io.kubernetes.container.name";

    /// <summary>The labels that everything of a cluster has.</summary>
    public static Dictionary<string, string> OfCluster(string clusterId) => new() { [Cluster] = clusterId };

    /// <summary>The labels of a container or sandbox.</summary>
    public static Dictionary<string, string> OfContainer(DockerRuntimeOptions options, PodIdentity pod, string type, string name, int attempt) => new()
    {
        [Cluster] = options.ClusterId,
        [Node] = options.NodeName,
        [Type] = type,
        [PodName] = pod.Name,
        [PodNamespace] = pod.Namespace,
        [PodUid] = pod.Uid,
        [ContainerName] = name,
        [Attempt] = attempt.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>How a label is written in a filter.</summary>
    public static string Filter(string label, string value) => $"{label}={value}";
}
