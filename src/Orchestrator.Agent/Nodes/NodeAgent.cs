using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Connection;
using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Nodes;

/// <summary>One node: what it is told goes to its pods, what its pods say goes to the outbox.</summary>
/// <param name="name">The node's name.</param>
/// <param name="outbox">Where to put what is to be said.</param>
/// <param name="logger">The log.</param>
/// <param name="keepStatuses">Whether to remember what was reported, to report it again where the control plane has something else.</param>
internal sealed partial class NodeAgent(string name, Outbox outbox, ILogger logger, bool keepStatuses) : INodeEnd, IPodStatusSink, IEventSink
{
    private readonly ConcurrentDictionary<string, byte[]> _statuses = new(StringComparer.Ordinal);
    private IPodRuntime? _pods;
    private Func<Node>? _describe;
    private VolumeRemoval? _volumes;
    private HashSet<string>? _synchronizing;

    public string Name { get; } = name;

    /// <summary>Gives the node its pods, its description and, if it has any, its directories of volumes; before that nothing may be received.</summary>
    public void Attach(IPodRuntime pods, Func<Node> describe, VolumeRemoval? volumes = null) => (_pods, _describe, _volumes) = (pods, describe, volumes);

    public AgentFrame Register()
    {
        _synchronizing = new HashSet<string>(StringComparer.Ordinal);
        return new AgentFrame(AgentFrameType.Register) { Node = Name, Object = JsonModel.ToBytes(_describe!()) };
    }

    public void Receive(AgentFrame frame)
    {
        switch (frame.Type)
        {
            case AgentFrameType.Pod:
                Assign(JsonModel.Read<Pod>(frame.Object));
                break;
            case AgentFrameType.PodRemoved:
                _synchronizing?.Remove(frame.Uid);
                _statuses.TryRemove(frame.Uid, out _);
                outbox.Forget(Name, frame.Uid);
                _pods!.Unassign(frame.Uid);
                break;
            case AgentFrameType.RemoveVolume:
                Remove(JsonModel.Read<PersistentVolume>(frame.Object));
                break;
            case AgentFrameType.Synchronized when _synchronizing is { } uids:
                _synchronizing = null;
                Log.Synchronized(logger, Name, uids.Count);
                _pods!.Synchronized(uids);
                break;
            default:
                break;
        }
    }

    public Task CopyLogAsync(AgentFrame request, Stream target, CancellationToken cancellationToken)
    {
        var log = request.Log!;
        var options = new LogOptions { Follow = log.Follow, Timestamps = log.Timestamps, TailLines = log.TailLines, LimitBytes = log.LimitBytes, Since = log.Since };
        return _pods!.CopyLogAsync(new PodLogRequest(request.Uid, log.Container, log.Previous, options), target, cancellationToken);
    }

    public void Report(Pod pod, PodStatus status)
    {
        var json = JsonModel.ToBytes(status);
        if (keepStatuses)
        {
            _statuses[pod.Uid()] = json;
        }

        Put(pod, json);
    }

    public void Terminated(Pod pod) => outbox.PutLast(Frame(AgentFrameType.PodTerminated, pod));

    public void Publish(Event e) => outbox.PutEvent(new AgentFrame(AgentFrameType.Event) { Node = Name, Object = JsonModel.ToBytes(e) });

    /// <summary>The directory of a volume is gone.</summary>
    public void Removed(PersistentVolume volume) => outbox.Put(new AgentFrame(AgentFrameType.VolumeRemoved)
    {
        Node = Name,
        Name = volume.Metadata.Name ?? "",
        Uid = volume.Metadata.Uid ?? "",
    });

    // A node that has no directories has nothing to remove.
    private void Remove(PersistentVolume volume)
    {
        if (_volumes is null)
        {
            Removed(volume);
        }
        else
        {
            _volumes.Start(volume);
        }
    }

    private void Assign(Pod pod)
    {
        var uid = pod.Uid();
        _synchronizing?.Add(uid);

        // What the control plane has is not what was reported: a report was lost, or someone else changed it.
        if (_statuses.TryGetValue(uid, out var status) && !JsonModel.ToBytes(pod.Status).AsSpan().SequenceEqual(status))
        {
            Put(pod, status);
        }

        _pods!.Assign(pod);
    }

    private void Put(Pod pod, byte[] status) => outbox.Put(Frame(AgentFrameType.PodStatus, pod) with { Object = status });

    private AgentFrame Frame(AgentFrameType type, Pod pod) => new(type)
    {
        Node = Name,
        Namespace = pod.Metadata.Namespace ?? "",
        Name = pod.Metadata.Name ?? "",
        Uid = pod.Uid(),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Node {Node}: {Count} pod(s) assigned")]
        public static partial void Synchronized(ILogger logger, string node, int count);
    }
}
