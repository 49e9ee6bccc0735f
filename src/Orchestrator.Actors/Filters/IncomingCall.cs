using Orchestrator.Actors.Activations;
using Orchestrator.Actors.Calls;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Filters;

/// <summary>A call on its way through the incoming filters: those of the silo, then the grain's own, then the method.</summary>
internal sealed class IncomingCall(GrainRequest request, Activation activation, object grain) : FilteredCall(request), IIncomingGrainCallContext
{
    private readonly GrainRequest _request = request;

    public object Grain => grain;

    public IGrainContext TargetContext => activation;

    /// <summary>Runs the call and answers the caller.</summary>
    public static async Task RunAsync(GrainRequest request, Activation activation, object grain)
    {
        var call = new IncomingCall(request, activation, grain);
        try
        {
            await call.Invoke();
        }
        catch (Exception failure)
        {
            request.Fail(failure);
            return;
        }

        request.SucceedBoxed(call.Result);
    }

    /// <inheritdoc />
    protected override Task InvokeStage(int stage)
    {
        var filters = activation.Runtime.Filters.Incoming;
        return stage < filters.Length ? filters[stage].Invoke(this)
            : stage == filters.Length && grain is IIncomingGrainCallFilter own ? own.Invoke(this)
            : InvokeMethodAsync();
    }

    private async Task InvokeMethodAsync() => Result = await _request.InvokeBoxedAsync(grain);
}
