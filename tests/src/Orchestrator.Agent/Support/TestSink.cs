using System.Diagnostics;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>Keeps what a node reports, and lets a test wait for it.</summary>
internal sealed class TestSink : IPodStatusSink, IEventSink
{
    private readonly Lock _gate = new();
    private readonly List<(string Uid, PodStatus Status)> _reports = [];
    private readonly List<Event> _events = [];
    private readonly HashSet<string> _terminated = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Report(Pod pod, PodStatus status) => Change(() => _reports.Add((pod.Metadata.Uid!, status)));

    public void Terminated(Pod pod) => Change(() => _terminated.Add(pod.Metadata.Uid!));

    public void Publish(Event e) => Change(() => _events.Add(JsonModel.Read<Event>(JsonModel.ToBytes(e))));

    public PodStatus? Latest(Pod pod)
    {
        lock (_gate)
        {
            return _reports.FindLast(r => r.Uid == pod.Metadata.Uid).Status;
        }
    }

    public List<PodStatus> All(Pod pod)
    {
        lock (_gate)
        {
            return [.. _reports.Where(r => r.Uid == pod.Metadata.Uid).Select(static r => r.Status)];
        }
    }

    public List<Event> Events(Pod pod)
    {
        lock (_gate)
        {
            return [.. _events.Where(e => e.InvolvedObject.Uid == pod.Metadata.Uid)];
        }
    }

    public async Task<PodStatus> StatusAsync(Pod pod, Func<PodStatus, bool> condition, double seconds = 15)
    {
        PodStatus? found = null;
        await UntilAsync(() => All(pod).Exists(s => condition(found = s)), () => $"pod {pod.Metadata.Name}: {(Latest(pod) is { } s ? JsonModel.ToText(s) : "no status")}\n{EventText(pod)}", seconds);
        return found!;
    }

    public Task EventAsync(Pod pod, string reason, string text, double seconds = 15) =>
        UntilAsync(() => Events(pod).Exists(e => e.Reason == reason && e.Message!.Contains(text, StringComparison.Ordinal)), () => EventText(pod), seconds);

    public Task TerminatedAsync(Pod pod, double seconds = 15) => UntilAsync(() => IsTerminated(pod), () => $"{pod.Metadata.Name} not terminated\n{EventText(pod)}", seconds);

    private bool IsTerminated(Pod pod)
    {
        lock (_gate)
        {
            return _terminated.Contains(pod.Metadata.Uid!);
        }
    }

    private string EventText(Pod pod) => string.Join('\n', Events(pod).Select(static e => $"{e.Reason}: {e.Message} x{e.Count}"));

    public async Task UntilAsync(Func<bool> condition, Func<string> describe, double seconds)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
            }

            if (condition())
            {
                return;
            }

            var left = TimeSpan.FromSeconds(seconds) - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                throw new TimeoutException(describe());
            }

            await Task.WhenAny(changed, Task.Delay(left));
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }
}
