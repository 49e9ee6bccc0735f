using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Simulation;

/// <summary>Runs nothing: its pods pass through a timeline. Holds little for each pod and no timer of its own, so thousands of nodes fit in a process.</summary>
internal sealed class SimulatedPodRuntime(IPodStatusSink sink, PodTimeline timeline, SimulationClock clock, int nodeIndex, string hostAddress, TimeProvider time) : IPodRuntime
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedPod> _pods = new(StringComparer.Ordinal);
    private int _addresses;

    public Task<RuntimeFacts> StartAsync(CancellationToken cancellationToken) => Task.FromResult(new RuntimeFacts("simulated://1", null));

    public void Assign(Pod pod)
    {
        lock (_gate)
        {
            if (!_pods.TryGetValue(pod.Uid(), out var known))
            {
                _pods[pod.Uid()] = known = new SimulatedPod(pod, timeline.StagesOf(pod), NextAddress(), hostAddress);
                if (!pod.IsTerminating() && !pod.Status.IsTerminal())
                {
                    // A pod that ran before this process began goes on where it was.
                    Schedule(known, pod.Status.Phase == "Running" ? PodTimeline.AfterStart(known.Stages) : 0);
                }
            }

            known.Pod = pod;
            if (pod.IsTerminating() && !known.IsTerminating)
            {
                known.IsTerminating = true;
                clock.After(timeline.TerminationMilliseconds, () => Terminate(known));
            }
        }
    }

    public void Unassign(string uid)
    {
        lock (_gate)
        {
            _pods.Remove(uid);
        }
    }

    public void Synchronized(IReadOnlySet<string> uids)
    {
        lock (_gate)
        {
            foreach (var uid in _pods.Keys.Where(u => !uids.Contains(u)).ToList())
            {
                _pods.Remove(uid);
            }
        }
    }

    public void Refresh(string? namespaceName)
    {
        // Simulated pods read no objects.
    }

    public Task CopyLogAsync(PodLogRequest request, Stream target, CancellationToken cancellationToken) =>
        target.WriteAsync("this pod is simulated\n"u8.ToArray(), cancellationToken).AsTask();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Schedule(SimulatedPod pod, int stage)
    {
        if (stage < pod.Stages.Count)
        {
            var next = pod.Stages[stage];
            var jitter = next.JitterMilliseconds > 0 ? Random.Shared.Next(next.JitterMilliseconds) : 0;
            clock.After(next.AfterMilliseconds + jitter, () => Enter(pod, stage));
        }
    }

    private void Enter(SimulatedPod pod, int index)
    {
        lock (_gate)
        {
            if (pod.IsTerminating || !_pods.ContainsKey(pod.Pod.Uid()))
            {
                return;
            }

            var stage = pod.Stages[index];
            sink.Report(pod.Pod, pod.Enter(stage, time.GetUtcNow().UtcDateTime));
            if (stage.State == PodStageState.Ended && pod.Pod.RestartsAfter(pod.Pod.Spec.Containers[0], stage.ExitCode))
            {
                pod.Restarts++;
                Schedule(pod, 0);
            }
            else
            {
                Schedule(pod, index + 1);
            }
        }
    }

    private void Terminate(SimulatedPod pod)
    {
        lock (_gate)
        {
            if (_pods.ContainsKey(pod.Pod.Uid()))
            {
                sink.Terminated(pod.Pod);
            }
        }
    }

    // 10.128.0.0/9: a range of 128 addresses for each node.
    private string NextAddress()
    {
        var value = ((nodeIndex & 0xFFFF) << 7) + (++_addresses & 0x7F);
        return $"10.{128 + ((value >> 16) & 0x7F)}.{(value >> 8) & 0xFF}.{value & 0xFF}";
    }
}
