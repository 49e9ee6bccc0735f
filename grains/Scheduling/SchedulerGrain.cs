using Microsoft.Extensions.Logging;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Decisions;
using Orchestrator.Grains.Scheduling.Verdicts;
using Orchestrator.Ledger.Replication;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Scheduling;

/// <summary>
/// Hosts a <see cref="Scheduler"/>. It works in rounds: takes in what changed, decides for every pod whose turn it is, and sends all bindings off at once, so that
/// the ledger commits them together; the next round does not wait for them. Should two activations ever run, the pods' grains let only one binding of each pod pass.
/// </summary>
internal sealed partial class SchedulerGrain(SchedulerFactory factory, IReplica replica, TimeProvider time, ILogger<SchedulerGrain> logger)
    : Grain, ISchedulerGrain
{
    /// <summary>Decisions of one turn, after which the grain's other work gets its turn.</summary>
    private const int MaxDecisions = 512;

    /// <summary>Bindings under way at once: enough to fill the ledger's commits, few enough for a bounded queue there.</summary>
    private const int MaxBindings = 1024;

    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromHours(3);
    private readonly CancellationTokenSource _stop = new();
    private Scheduler _scheduler = null!;
    private ChangeIntake _intake = null!;
    private SchedulerFeed _feed = null!;
    private DecisionWriter _writer = null!;
    private Task _run = Task.CompletedTask;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _scheduler = factory.Make();
        SchedulerMetrics.Add(_scheduler);
        _intake = new ChangeIntake(_scheduler);
        _writer = factory.MakeWriter(_scheduler);
        _feed = new SchedulerFeed(replica, _scheduler.Profiles.SelectMany(p => p.Hints.Resources));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        _feed.Dispose();
        SchedulerMetrics.Remove(_scheduler);
        _scheduler.Dispose();
    }

    /// <inheritdoc/>
    public Task WakeAsync()
    {
        DelayDeactivation(KeepAlive);
        if (_run.IsCompleted)
        {
            _run = RunAsync();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SchedulingVerdict?> ExplainAsync(string namespaceName, string name)
    {
        var uid = replica.Get(KnownResources.Pods.Key(namespaceName, name))?.Uid;
        return Task.FromResult(uid is not null && _scheduler.Queue.TryGet(uid, out var pod) ? VerdictReader.Read(pod) : null);
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                while (_feed.Changes.TryRead(out var change))
                {
                    Take(change);
                }

                if (!await DecideAsync())
                {
                    await WaitAsync();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The activation ends; the next one starts from the replica.
        }
        catch (Exception error)
        {
            Log.Failed(logger, error);
            DeactivateOnIdle();
        }
    }

    private void Take(ReplicaChange change)
    {
        try
        {
            _intake.Take(change);
        }
        catch (Exception error)
        {
            // One object that cannot be read must not stop the scheduling of the others.
            Log.NotTaken(logger, error, change.Entry.Key);
        }
    }

    /// <summary>Decides for as many pods as one turn may; false when no pod's turn is now.</summary>
    private async Task<bool> DecideAsync()
    {
        var count = 0;
        while (count < MaxDecisions && _writer.InFlight < MaxBindings && _scheduler.TryDecide(out var decision))
        {
            count++;
            _ = _writer.WriteAsync(decision, _stop.Token);
        }

        if (_writer.InFlight >= MaxBindings)
        {
            await _writer.WaitForRoomAsync(MaxBindings / 2, _stop.Token);
            return true;
        }

        await Task.Yield();
        return count > 0;
    }

    /// <summary>Waits for a change, for the end of a backoff, or for a write that failed.</summary>
    private async Task WaitAsync()
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var changed = _feed.Changes.WaitToReadAsync(wait.Token).AsTask();
        var failed = _writer.WaitForFailureAsync(wait.Token);
        var due = _scheduler.Queue.NextDue is { } next ? Delay(next - time.GetUtcNow()) : Idle;
        await Task.WhenAny(changed, failed, Task.Delay(due, time, wait.Token));
        await wait.CancelAsync();
        DelayDeactivation(KeepAlive);
    }

    private static TimeSpan Delay(TimeSpan delay) => delay > TimeSpan.Zero ? delay : TimeSpan.Zero;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Scheduling failed; it starts anew from the replica")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "The scheduler could not take in a change of {Object}")]
        public static partial void NotTaken(ILogger logger, Exception error, Api.Objects.ObjectKey @object);
    }
}
