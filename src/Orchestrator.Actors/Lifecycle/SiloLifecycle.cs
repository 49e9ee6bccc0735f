using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Lifecycle;

/// <summary>Runs stages in order. A failure of a start ends it; a failure of a stop is logged and the stop goes on.</summary>
internal sealed partial class SiloLifecycle(ILogger<SiloLifecycle> logger) : ISiloLifecycle
{
    private readonly List<Subscription> _subscriptions = [];
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public int HighestCompletedStage { get; private set; } = int.MinValue;

    /// <inheritdoc />
    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    /// <inheritdoc />
    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var subscription = new Subscription(this, observerName, stage, observer);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Starts; participants of one stage run side by side.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages().OrderBy(stage => stage.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(stage.Select(subscription => subscription.StartAsync(cancellationToken)));
            HighestCompletedStage = stage.Key;
        }
    }

    /// <summary>Stops what has been started, in reverse.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages().OrderByDescending(stage => stage.Key))
        {
            await Task.WhenAll(stage.Where(subscription => subscription.Started).Select(subscription => StopAsync(subscription, cancellationToken)));
            LowestStoppedStage = stage.Key;
        }
    }

    private async Task StopAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            await subscription.StopAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            Log.StopFailed(logger, failure, subscription.Name, subscription.Stage);
        }
    }

    private List<IGrouping<int, Subscription>> Stages()
    {
        lock (_gate)
        {
            return [.. _subscriptions.GroupBy(subscription => subscription.Stage)];
        }
    }

    private sealed class Subscription(SiloLifecycle lifecycle, string name, int stage, ILifecycleObserver observer) : IDisposable
    {
        public string Name => name;

        public int Stage => stage;

        public bool Started { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Started = true;
            return observer.OnStart(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => observer.OnStop(cancellationToken);

        public void Dispose()
        {
            lock (lifecycle._gate)
            {
                lifecycle._subscriptions.Remove(this);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Participant} failed to stop at stage {Stage}")]
        public static partial void StopFailed(ILogger logger, Exception exception, string participant, int stage);
    }
}
