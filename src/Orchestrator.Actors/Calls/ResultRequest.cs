namespace Orchestrator.Actors.Calls;

/// <summary>A call of a method that returns a value.</summary>
public abstract class ResultRequest<TResult>(GrainMethod method) : GrainRequest(method)
{
    private TaskCompletionSource<TResult>? _answer;

    /// <summary>What the caller awaits.</summary>
    internal Task<TResult> Answer => _answer!.Task;

    /// <inheritdoc />
    private protected override bool IsSettled => _answer is { Task.IsCompleted: true };

    /// <summary>Calls the method.</summary>
    protected abstract ValueTask<TResult> Invoke(object target);

    /// <inheritdoc />
    internal override async Task<object?> InvokeBoxedAsync(object target) => await Invoke(target);

    /// <inheritdoc />
    internal override void SucceedBoxed(object? result) => Succeed((TResult)result!);

    /// <inheritdoc />
    internal override bool TrySettleCancelled(CancellationToken token) => _answer!.TrySetCanceled(token);

    // Continuations run elsewhere, so that a caller's code is never part of the callee's turn.
    private protected override void ExpectAnswer() => _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected override void Begin(object target)
    {
        ValueTask<TResult> call;
        try
        {
            call = Invoke(target);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        if (call.IsCompletedSuccessfully)
        {
            Succeed(call.Result);
        }
        else
        {
            _ = FinishAsync(call);
        }
    }

    private protected override bool TrySettle(Exception failure) =>
        failure is OperationCanceledException cancelled ? _answer!.TrySetCanceled(cancelled.CancellationToken) : _answer!.TrySetException(failure);

    private async Task FinishAsync(ValueTask<TResult> call)
    {
        TResult result;
        try
        {
            result = await call.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        Succeed(result);
    }

    private void Succeed(TResult result)
    {
        Leave();
        _answer!.TrySetResult(result);
    }
}
