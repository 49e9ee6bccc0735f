using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Checkpoints;
using Orchestrator.Agent.Containers.Docker;
using Orchestrator.Agent.DockerEngine;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>A node without a control plane: a test assigns pods itself.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly string _directory;
    private readonly string _cluster;

    private readonly string _socket;

    private TestNode(string cluster, string directory, string socket)
    {
        (_cluster, _directory, _socket) = (cluster, directory, socket);
        Docker = new DockerClient(socket);
        var directories = new PodDirectories(directory);
        var runtime = new DockerRuntime(new DockerRuntimeOptions { ClusterId = cluster, NodeName = "test-node", Socket = socket });
        Pods = new ContainerPodRuntime(new PodServices
        {
            Runtime = runtime,
            Config = Config,
            Status = Sink,
            Events = new EventRecorder(Sink, "test-node", TimeProvider.System),
            Directories = directories,
            Checkpoints = new PodCheckpoints(directories, NullLogger.Instance),
            Volumes = new PodVolumes(directories, runtime, new PersistentVolumes(directories, new VolumeDirectories(VolumeDirectories.RootIn(directory)), Config), TimeProvider.System),
            Node = new NodeFacts("test-node", ["192.0.2.10"], new Dictionary<string, Quantity> { ["cpu"] = Quantity.FromValue(2), ["memory"] = Quantity.FromValue(1 << 30) }, 1L << 30),
            Logger = NullLogger.Instance,
            RestartDelay = TimeSpan.FromSeconds(1),
        });
    }

    public ContainerPodRuntime Pods { get; }

    public TestConfigSource Config { get; } = new();

    public TestSink Sink { get; } = new();

    public DockerClient Docker { get; }

    public static Task<TestNode> StartAsync(DockerFixture docker) => StartAsync(docker.NewCluster(), DockerClient.DefaultSocket);

    public static async Task<TestNode> StartAsync(string cluster, string socket)
    {
        var node = new TestNode(cluster, Directory.CreateTempSubdirectory("orchestrator-agent").FullName, socket);
        await node.Pods.StartAsync(CancellationToken.None);
        return node;
    }

    /// <summary>Ends this agent and starts another in its place.</summary>
    public async Task<TestNode> RestartAsync()
    {
        await Pods.DisposeAsync();
        Docker.Dispose();
        var node = new TestNode(_cluster, _directory, _socket);
        await node.Pods.StartAsync(CancellationToken.None);
        return node;
    }

    public async Task<ContainerSummary[]> ContainersAsync(Pod pod) => await Docker.Containers.ListAsync(CancellationToken.None, $"io.kubernetes.pod.uid={pod.Metadata.Uid}");

    public async Task<string> LogAsync(Pod pod, string container = "main", bool previous = false)
    {
        using var log = new MemoryStream();
        await Pods.CopyLogAsync(new PodLogRequest(pod.Metadata.Uid!, container, previous, new()), log, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(log.ToArray());
    }

    /// <summary>What a deletion through the API makes of a pod.</summary>
    public void Delete(Pod pod, long grace)
    {
        pod.Metadata.DeletionTimestamp = DateTime.UtcNow.AddSeconds(grace);
        pod.Metadata.DeletionGracePeriodSeconds = grace;
        Pods.Assign(TestPods.Copy(pod));
    }

    public async ValueTask DisposeAsync()
    {
        await Pods.DisposeAsync();
        Docker.Dispose();
        await DockerCleanup.RunAsync(_cluster, _socket, CancellationToken.None);
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
