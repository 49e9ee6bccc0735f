using Orchestrator.Actors.Calls;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Filters;

/// <summary>A call on its way through the outgoing filters.</summary>
internal abstract class OutgoingCall(GrainRequest request, IOutgoingGrainCallFilter[] filters) : FilteredCall(request), IOutgoingGrainCallContext
{
    private readonly GrainRequest _request = request;

    public object Grain => _request.Callee;

    public IGrainContext? SourceContext => _request.Source;

    /// <summary>Runs a call with a result.</summary>
    public static async Task<TResult> RunAsync<TResult>(ResultRequest<TResult> request, IOutgoingGrainCallFilter[] filters)
    {
        var call = new WithResult<TResult>(request, filters);
        await call.Invoke();
        return (TResult)call.Result!;
    }

    /// <summary>Runs a call without a result.</summary>
    public static Task RunAsync(PlainRequest request, IOutgoingGrainCallFilter[] filters) => new WithoutResult(request, filters).Invoke();

    /// <summary>Sends the request and awaits the answer.</summary>
    protected abstract Task SendAsync();

    /// <inheritdoc />
    protected override Task InvokeStage(int stage) => stage < filters.Length ? filters[stage].Invoke(this) : SendAsync();

    private sealed class WithResult<TResult>(ResultRequest<TResult> request, IOutgoingGrainCallFilter[] filters) : OutgoingCall(request, filters)
    {
        protected override async Task SendAsync()
        {
            request.Send();
            Result = await request.Answer;
        }
    }

    private sealed class WithoutResult(PlainRequest request, IOutgoingGrainCallFilter[] filters) : OutgoingCall(request, filters)
    {
        protected override Task SendAsync()
        {
            request.Send();
            return request.Answer;
        }
    }
}
