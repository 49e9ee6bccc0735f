using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Checkpoints;
using Orchestrator.Agent.Config;
using Orchestrator.Agent.Connection;
using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Containers.Docker;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Nodes;

/// <summary>This machine as a node.</summary>
internal sealed partial class DockerNode : IAsyncDisposable
{
    private static readonly TimeSpan RuntimeRetry = TimeSpan.FromSeconds(1);
    private readonly AgentOptions _options;
    private readonly Outbox _outbox;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NodeAgent _node;
    private readonly NodeDescription _description;
    private readonly IReadOnlyList<string> _addresses = Machine.Addresses();
    private readonly DockerRuntime _runtime;
    private readonly ContainerPodRuntime _pods;
    private readonly VolumeRemoval _volumes;
    private volatile List<NodeCondition> _conditions = [];
    private RuntimeFacts? _facts;

    public DockerNode(AgentOptions options, Outbox outbox, KubeConfigSource config, TimeProvider time, ILogger logger)
    {
        (_options, _outbox, _time, _logger) = (options, outbox, time, logger);
        _node = new NodeAgent(options.NodeName, outbox, logger, keepStatuses: true);
        _description = new NodeDescription(options, options.NodeName);
        _runtime = new DockerRuntime(new DockerRuntimeOptions { ClusterId = options.ClusterId, NodeName = options.NodeName, Socket = options.DockerSocket, PodCidr = options.PodCidr });
        var directories = new PodDirectories(options.DataDirectory);
        var volumes = new VolumeDirectories(VolumeDirectories.RootIn(options.DataDirectory));
        _volumes = new VolumeRemoval(volumes, _node, time, logger);
        _pods = new ContainerPodRuntime(new PodServices
        {
            Runtime = _runtime,
            Config = config,
            Status = _node,
            Events = new EventRecorder(_node, options.NodeName, time),
            Directories = directories,
            Checkpoints = new PodCheckpoints(directories, logger),
            Volumes = new PodVolumes(directories, _runtime, new PersistentVolumes(directories, volumes, config), time),
            Node = new NodeFacts(options.NodeName, _addresses, _description.Allocatable, Machine.MemoryBytes),
            Logger = logger,
            Time = time,
        });
        config.Changed = _pods.Refresh;
    }

    /// <summary>Takes up the machine's pods, then connects; looks at the machine from time to time.</summary>
    public async Task RunAsync(Func<INodeEnd, Task> connect, CancellationToken stopping)
    {
        if (!await StartRuntimeAsync(stopping))
        {
            return;
        }

        _conditions = NodeConditions.Build([], null, _options.DataDirectory, Now);
        _node.Attach(_pods, Describe, _volumes);
        await Task.WhenAll(connect(_node), WatchMachineAsync(stopping));
    }

    public ValueTask DisposeAsync()
    {
        _volumes.Dispose();
        return _pods.DisposeAsync();
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    // A daemon that is not there yet will come.
    private async Task<bool> StartRuntimeAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                _facts = await _pods.StartAsync(stopping);
                return true;
            }
            catch (ContainerRuntimeException e)
            {
                Log.RuntimeDown(_logger, e.Message);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return false;
            }

            await Task.WhenAny(Task.Delay(RuntimeRetry, _time, stopping));
        }

        return false;
    }

    private Node Describe() => _description.Node(
        _addresses, Machine.SystemInfo(_facts!.Version, _facts.Description?.OperatingSystem), _facts.Description?.PodCidr, _conditions);

    private async Task WatchMachineAsync(CancellationToken stopping)
    {
        var reported = _time.GetTimestamp();
        while (true)
        {
            await Task.WhenAny(Task.Delay(_options.Timing.NodeStatusInterval, _time, stopping));
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var before = _conditions;
            _conditions = NodeConditions.Build(before, await RuntimeProblemAsync(stopping), _options.DataDirectory, Now);
            var changed = _conditions.Where((c, i) => c.Status != before[i].Status).Any();
            if (changed || _time.GetElapsedTime(reported) >= _options.Timing.NodeStatusRepetition)
            {
                reported = _time.GetTimestamp();
                _outbox.Put(new AgentFrame(AgentFrameType.NodeStatus) { Node = _options.NodeName, Object = JsonModel.ToBytes(Describe().Status) });
            }
        }
    }

    private async Task<string?> RuntimeProblemAsync(CancellationToken stopping)
    {
        try
        {
            await _runtime.PingAsync(stopping);
            return null;
        }
        catch (ContainerRuntimeException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Waiting for the container runtime: {Problem}")]
        public static partial void RuntimeDown(ILogger logger, string problem);
    }
}
