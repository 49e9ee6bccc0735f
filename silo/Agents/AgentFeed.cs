using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Agents;

/// <summary>
/// What is to be sent down a connection: frames, and keys of pods that changed, each once however often it changed meanwhile. What a pod looks like is
/// read when its turn comes; changes that mean nothing to the agent (its own status reports) are not sent.
/// </summary>
internal sealed class AgentFeed(IReplica replica)
{
    private readonly Lock _gate = new();
    private readonly Queue<Item> _items = new();
    private readonly HashSet<(string Node, ObjectKey Key)> _queued = [];
    private readonly Dictionary<(string Node, ObjectKey Key), Sent> _sent = [];
    private TaskCompletionSource _changed = New();

    public void Add(AgentFrame frame)
    {
        lock (_gate)
        {
            _items.Enqueue(new Item(frame, "", default));
            Signal();
        }
    }

    public void Add(string node, ObjectKey pod)
    {
        lock (_gate)
        {
            if (_queued.Add((node, pod)))
            {
                _items.Enqueue(new Item(null, node, pod));
                Signal();
            }
        }
    }

    /// <summary>The node begins anew: all its pods are sent, changed or not, then the end is marked.</summary>
    public void Synchronize(string node, IReadOnlyList<ObjectKey> pods)
    {
        lock (_gate)
        {
            foreach (var key in _sent.Keys.Where(k => k.Node == node).ToList())
            {
                _sent.Remove(key);
            }
        }

        foreach (var pod in pods)
        {
            Add(node, pod);
        }

        Add(new AgentFrame(AgentFrameType.Synchronized) { Node = node });
    }

    /// <summary>The next frame, or null with what to wait for.</summary>
    public AgentFrame? TryTake(out Task changed)
    {
        lock (_gate)
        {
            changed = _changed.Task;
            while (_items.TryDequeue(out var item))
            {
                if (item.Frame is not null)
                {
                    return item.Frame;
                }

                _queued.Remove((item.Node, item.Pod));
                if (Frame(item.Node, item.Pod, requeue: () => Add(item.Node, item.Pod)) is { } frame)
                {
                    return frame;
                }
            }

            return null;
        }
    }

    private AgentFrame? Frame(string node, ObjectKey key, Action requeue)
    {
        var entry = replica.Get(key);
        var pod = entry?.As<Pod>();
        if (pod is not null && pod.Spec.NodeName != node)
        {
            (entry, pod) = (null, null);
        }

        if (_sent.TryGetValue((node, key), out var sent) && sent.Uid != pod?.Metadata.Uid)
        {
            // Gone, and perhaps another of that name has come already.
            _sent.Remove((node, key));
            if (pod is not null)
            {
                requeue();
            }

            return new AgentFrame(AgentFrameType.PodRemoved) { Node = node, Namespace = key.Namespace, Name = key.Name, Uid = sent.Uid };
        }

        if (entry is null || pod is null)
        {
            return null;
        }

        var now = new Sent(pod.Metadata.Uid ?? "", Fingerprint(pod));
        if (now == sent)
        {
            return null;
        }

        _sent[(node, key)] = now;
        return new AgentFrame(AgentFrameType.Pod) { Node = node, Object = entry.Json };
    }

    // Of all that an agent acts on: the spec by its generation, deletion, labels and annotations (downward API), readiness gates' conditions.
    private static int Fingerprint(Pod pod)
    {
        var hash = new HashCode();
        hash.Add(pod.Metadata.Generation);
        hash.Add(pod.Metadata.DeletionTimestamp);
        hash.Add(pod.Metadata.DeletionGracePeriodSeconds);
        foreach (var (key, value) in pod.Metadata.Labels ?? [])
        {
            hash.Add(key);
            hash.Add(value);
        }

        foreach (var (key, value) in pod.Metadata.Annotations ?? [])
        {
            hash.Add(key);
            hash.Add(value);
        }

        foreach (var gate in pod.Spec.ReadinessGates ?? [])
        {
            hash.Add(pod.Status.Conditions?.Find(c => c.Type == gate.ConditionType)?.Status);
        }

        return hash.ToHashCode();
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly record struct Item(AgentFrame? Frame, string Node, ObjectKey Pod);

    private readonly record struct Sent(string Uid, int Fingerprint);
}
