namespace Orchestrator.Actors.Tests.Contexts;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> GetAsync(string name);

    Task SetAsync(string name, string value);

    Task<string?> GetThroughAsync(string key, string name);

    Task<string?> SetAndGetThroughAsync(string key, string name, string value);
}

public sealed class ContextGrain : Grain, IContextGrain
{
    public Task<string?> GetAsync(string name) => Task.FromResult(RequestContext.Get(name) as string);

    public Task SetAsync(string name, string value)
    {
        RequestContext.Set(name, value);
        return Task.CompletedTask;
    }

    public async Task<string?> GetThroughAsync(string key, string name)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<IContextGrain>(key).GetAsync(name);
    }

    public Task<string?> SetAndGetThroughAsync(string key, string name, string value)
    {
        RequestContext.Set(name, value);
        return GrainFactory.GetGrain<IContextGrain>(key).GetAsync(name);
    }
}
