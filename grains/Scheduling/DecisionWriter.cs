using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Carries decisions out: binds, or says in the pod's status why there is no node. Lives on the scheduler's turns.</summary>
internal sealed partial class DecisionWriter(
    Scheduler scheduler, IResourceClient client, EventSourceRecorder events, IReplica replica, TimeProvider time, ILogger logger)
{
    private TaskCompletionSource _finished = NewSignal();
    private TaskCompletionSource _failed = NewSignal();

    /// <summary>Writes under way.</summary>
    public int InFlight { get; private set; }

    /// <summary>Carries a decision out. Does not throw: what fails is taken back, and tried again later.</summary>
    public async Task WriteAsync(Decision decision, CancellationToken cancellationToken)
    {
        InFlight++;
        try
        {
            if (decision.Node is not null)
            {
                await BindAsync(decision, cancellationToken);
            }
            else
            {
                await ExplainAsync(decision, cancellationToken);
            }
        }
        catch (Exception error)
        {
            Report(decision, error);
            scheduler.Forget(decision.Pod);
            Signal(ref _failed);
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

    private async Task BindAsync(Decision decision, CancellationToken cancellationToken)
    {
        var key = decision.Pod.Key;
        await client.BindAsync(key, decision.Pod.Uid, decision.Node!, cancellationToken);
        if (replica.Get(key) is { } entry && entry.Uid == decision.Pod.Uid)
        {
            events.Normal(entry.As<Pod>(), "Scheduled", $"Successfully assigned {key.Namespace}/{key.Name} to {decision.Node}");
        }
    }

    private async Task ExplainAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (replica.Get(decision.Pod.Key) is not { } entry || entry.Uid != decision.Pod.Uid)
        {
            return;
        }

        var pod = entry.As<Pod>();
        if (PodState.Condition(pod, "PodScheduled") is { Status: "False", Reason: "Unschedulable" } known && known.Message == decision.Reason)
        {
            // Said already. A cluster without room would otherwise be busy with saying it again.
            return;
        }

        events.Warning(pod, "FailedScheduling", decision.Reason);
        var update = entry.Copy<Pod>();
        var condition = PodState.Condition(update, "PodScheduled");
        if (condition is null)
        {
            (update.Status.Conditions ??= []).Add(condition = new PodCondition { Type = "PodScheduled" });
        }

        if (condition.Status != "False")
        {
            condition.LastTransitionTime = Timestamp.Seconds(time.GetUtcNow().UtcDateTime);
        }

        (condition.Status, condition.Reason, condition.Message) = ("False", "Unschedulable", decision.Reason);
        await client.UpdateStatusAsync(update, cancellationToken);
    }

    private void Report(Decision decision, Exception error)
    {
        if (error is ApiException { Status.Code: 404 or 409 } or OperationCanceledException)
        {
            // The pod went, changed or was bound meanwhile.
            Log.Overtaken(logger, decision.Pod.Key, error.Message);
        }
        else
        {
            Log.NotWritten(logger, error, decision.Pod.Key);
        }
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
