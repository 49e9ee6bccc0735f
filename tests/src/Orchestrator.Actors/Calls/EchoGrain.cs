namespace Orchestrator.Actors.Tests.Calls;

public sealed class EchoGrain : Grain, IEchoGrain
{
    private int _touches;

    public Task<string> KeyAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<int> AddAsync(int left, int right, CancellationToken cancellationToken) => Task.FromResult(left + right);

    public async ValueTask<long> ValueAsync(long value)
    {
        await Task.Yield();
        return value;
    }

    public ValueTask TouchAsync()
    {
        _touches++;
        return ValueTask.CompletedTask;
    }

    public Task<int> TouchesAsync() => Task.FromResult(_touches);

    public Task<Parcel> PassAsync(Parcel parcel) => Task.FromResult(parcel with { Name = parcel.Name + "!" });

    public async Task FailAsync(string message)
    {
        await Task.Yield();
        throw new EchoException(message);
    }

    public Task<int> FailAtOnceAsync() => throw new EchoException("at once");
}
