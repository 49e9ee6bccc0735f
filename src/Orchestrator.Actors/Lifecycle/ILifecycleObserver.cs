namespace Orleans;

/// <summary>Takes part in a start and a stop.</summary>
public interface ILifecycleObserver
{
    /// <summary>Runs at the stage when starting.</summary>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>Runs at the stage when stopping.</summary>
    Task OnStop(CancellationToken cancellationToken = default);
}

/// <summary>Something with a start and a stop.</summary>
public interface ILifecycleObservable
{
    /// <summary>Adds a participant at a stage. Stages run in order, from low to high when starting and back when stopping.</summary>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}

/// <summary>A service that adds itself to a lifecycle; register it as this interface.</summary>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    /// <summary>Subscribes to what it needs.</summary>
    void Participate(TLifecycleObservable lifecycle);
}
