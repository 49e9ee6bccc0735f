namespace Orchestrator.Actors.Calls;

/// <summary>A call of a method that returns no value.</summary>
public abstract class PlainRequest(GrainMethod method) : GrainRequest(method)
{
    private TaskCompletionSource? _answer;

    /// <summary>What the caller awaits; done at once when the call is one-way.</summary>
    internal Task Answer => _answer?.Task ?? Task.CompletedTask;

    /// <inheritdoc />
    private protected override bool IsSettled => _answer is { Task.IsCompleted: true };

    /// <summary>Calls the method.</summary>
    protected abstract ValueTask Invoke(object target);

    /// <inheritdoc />
    internal override async Task<object?> InvokeBoxedAsync(object target)
    {
        await Invoke(target);
        return null;
    }

    /// <inheritdoc />
    internal override void SucceedBoxed(object? result) => Succeed();

    /// <inheritdoc />
    internal override bool TrySettleCancelled(CancellationToken token) => _answer is null || _answer.TrySetCanceled(token);

    private protected override void ExpectAnswer() => _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected override void Begin(object target)
    {
        ValueTask call;
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
            call.GetAwaiter().GetResult();
            Succeed();
        }
        else
        {
            _ = FinishAsync(call);
        }
    }

    private protected override bool TrySettle(Exception failure) =>
        failure is OperationCanceledException cancelled ? _answer!.TrySetCanceled(cancelled.CancellationToken) : _answer!.TrySetException(failure);

    private async Task FinishAsync(ValueTask call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        Succeed();
    }

    private void Succeed()
    {
        Leave();
        _answer?.TrySetResult();
    }
}
