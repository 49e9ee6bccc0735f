using Microsoft.Extensions.Logging;

namespace Orchestrator.Ledger.Replication;

/// <summary>Those who are told of every change.</summary>
internal sealed partial class ReplicaObservers(ILogger logger)
{
    private readonly Lock _sync = new();
    private volatile IReplicaObserver[] _observers = [];

    /// <summary>Adds an observer until the result is disposed.</summary>
    public IDisposable Add(IReplicaObserver observer)
    {
        lock (_sync)
        {
            _observers = [.. _observers, observer];
        }

        return new Subscription(this, observer);
    }

    /// <summary>Tells them all. One that fails does not keep the replica from going on.</summary>
    public void Tell(ReplicaChange change)
    {
        foreach (var observer in _observers)
        {
            Tell(observer, change);
        }
    }

    /// <summary>Tells one of them.</summary>
    public void Tell(IReplicaObserver observer, ReplicaChange change)
    {
        try
        {
            observer.OnChange(change);
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, observer.GetType().Name, change.Entry.Key.ToString(), change.Revision);
        }
    }

    private void Remove(IReplicaObserver observer)
    {
        lock (_sync)
        {
            _observers = [.. _observers.Where(other => !ReferenceEquals(other, observer))];
        }
    }

    private sealed class Subscription(ReplicaObservers observers, IReplicaObserver observer) : IDisposable
    {
        public void Dispose() => observers.Remove(observer);
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Error, "{Observer} failed on the change of {Key} at revision {Revision}")]
        public static partial void Failed(ILogger logger, Exception reason, string observer, string key, long revision);
    }
}
