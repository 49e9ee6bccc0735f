namespace Orchestrator.Actors.Tests.Filters;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> DoubleAsync(int value);

    Task FailAsync();
}

/// <summary>Adds one to its own results.</summary>
public sealed class FilteredGrain(Probe probe) : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task<int> DoubleAsync(int value)
    {
        probe.Note("method");
        return Task.FromResult(2 * value);
    }

    public Task FailAsync() => throw new InvalidOperationException("method");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        probe.Note("own filter");
        await context.Invoke();
        if (context.Result is int result)
        {
            context.Result = result + 1;
        }
    }
}
