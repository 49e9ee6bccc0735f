namespace Orchestrator.Actors.Tests.Observers;

public interface IListener : IGrainObserver
{
    Task<int> HearAsync(string message);

    [OneWay]
    Task OverhearAsync(string message);
}

public interface IRadioGrain : IGrainWithStringKey
{
    Task<int> SayAsync(IListener listener, string message);

    Task TuneInAsync(IListener listener);

    Task BroadcastAsync(string message);
}

public sealed class RadioGrain : Grain, IRadioGrain
{
    private readonly List<IListener> _listeners = [];

    public Task<int> SayAsync(IListener listener, string message) => listener.HearAsync(message);

    public Task TuneInAsync(IListener listener)
    {
        _listeners.Add(listener);
        return Task.CompletedTask;
    }

    public Task BroadcastAsync(string message) => Task.WhenAll(_listeners.Select(listener => listener.OverhearAsync(message)));
}
