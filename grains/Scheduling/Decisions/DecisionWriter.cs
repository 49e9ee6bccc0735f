using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Decisions;

/// <summary>Carries decisions out: binds (Permit, PreBind, Bind), or says in the pod's status why there is no node. Lives on the scheduler's turns.</summary>
internal sealed partial class DecisionWriter(Scheduler scheduler, RefusalWriter refusals, EventRecorder events, IReplica replica, TimeProvider time, ILogger logger)
{
    private readonly SchedulerMetrics _metrics = new();
    private readonly Dictionary<string, EventSourceRecorder> _events = new(StringComparer.Ordinal);
    private TaskCompletionSource _finished = NewSignal();
    private TaskCompletionSource _failed = NewSignal();

    /// <summary>Writes under way.</summary>
    public int InFlight { get; private set; }

    /// <summary>Carries a decision out. Does not throw: what fails is taken back, and tried again later.</summary>
    public async Task WriteAsync(Decision decision, CancellationToken cancellationToken)
    {
        InFlight++;
        SchedulerMetrics.Decided(decision);
        try
        {
            if (decision.Node is null)
            {
                _metrics.Ended(decision, "unschedulable", time.GetUtcNow());
                await refusals.WriteAsync(decision, Events(decision), cancellationToken);
            }
            else if (await BindAsync(decision, decision.Node, cancellationToken) is { } rejection)
            {
                _metrics.Ended(decision, "unschedulable", time.GetUtcNow());
                scheduler.Forget(decision, rejection);
                Signal(ref _failed);
                await refusals.WriteAsync(decision with { Node = null, Reason = decision.Pod.Message }, Events(decision), cancellationToken);
            }
        }
        catch (Exception error)
        {
            await TakeBackAsync(decision, error, cancellationToken);
        }
        finally
        {
            InFlight--;
            Signal(ref _finished);
        }
    }

    /// <summary>Completes when no more than so many writes are under way.</summary>
    public async Task WaitForRoomAsync(int writes, CancellationToken cancellationToken)
    {
        while (InFlight > writes)
        {
            await _finished.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes when a write fails after this call.</summary>
    public Task WaitForFailureAsync(CancellationToken cancellationToken) => _failed.Task.WaitAsync(cancellationToken);

    private async Task<Rejection?> BindAsync(Decision decision, string node, CancellationToken cancellationToken)
    {
        var (cycle, profile) = (decision.Cycle, decision.Pod.Profile);
        var preparing = Array.FindAll(profile.PreBind, p => p.Concerns(cycle, node));
        foreach (var plugin in profile.Permit)
        {
            if (await plugin.PermitAsync(cycle, node, cancellationToken) is { } rejection)
            {
                return rejection;
            }
        }

        if (preparing.Length > 0)
        {
            await PrepareAsync(preparing, cycle, node, cancellationToken);
        }

        foreach (var plugin in profile.Bind)
        {
            if (await plugin.BindAsync(cycle, node, cancellationToken))
            {
                break;
            }
        }

        _metrics.Ended(decision, "scheduled", time.GetUtcNow());
        var key = decision.Pod.Key;
        if (replica.Get(key) is { } entry && entry.Uid == decision.Pod.Uid)
        {
            Events(decision).Normal(entry.As<Pod>(), "Scheduled", $"Successfully assigned {key.Namespace}/{key.Name} to {node}");
        }

        return null;
    }

    /// <summary>PreBind. What waits for others there (for a volume to be made, up to 10 minutes) is not counted as under way: it must not keep other pods from being placed.</summary>
    private async Task PrepareAsync(IPreBindPlugin[] plugins, SchedulingCycle cycle, string node, CancellationToken cancellationToken)
    {
        InFlight--;
        Signal(ref _finished);
        try
        {
            foreach (var plugin in plugins)
            {
                await plugin.PreBindAsync(cycle, node, cancellationToken);
            }
        }
        finally
        {
            InFlight++;
        }
    }

    private async Task TakeBackAsync(Decision decision, Exception error, CancellationToken cancellationToken)
    {
        scheduler.Forget(decision);
        Signal(ref _failed);
        if (error is ApiException { Status.Code: 404 or 409 } or OperationCanceledException)
        {
            // The pod went, changed or was bound meanwhile.
            Log.Overtaken(logger, decision.Pod.Key, error.Message);
            return;
        }

        _metrics.Ended(decision, "error", time.GetUtcNow());
        Log.NotWritten(logger, error, decision.Pod.Key);
        try
        {
            await refusals.WriteErrorAsync(decision, error, Events(decision), cancellationToken);
        }
        catch (Exception again)
        {
            Log.NotWritten(logger, again, decision.Pod.Key);
        }
    }

    private EventSourceRecorder Events(Decision decision)
    {
        var name = decision.Pod.Profile.Name;
        if (!_events.TryGetValue(name, out var recorder))
        {
            _events.Add(name, recorder = events.From(name));
        }

        return recorder;
    }

    private static void Signal(ref TaskCompletionSource signal)
    {
        var done = signal;
        signal = NewSignal();
        done.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The decision for pod {Pod} was overtaken: {Why}")]
        public static partial void Overtaken(ILogger logger, Api.Objects.ObjectKey pod, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The decision for pod {Pod} could not be carried out")]
        public static partial void NotWritten(ILogger logger, Exception error, Api.Objects.ObjectKey pod);
    }
}
