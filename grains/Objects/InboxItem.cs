using System.Diagnostics;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects;

/// <summary>A request that waits in a grain's inbox, and its answer.</summary>
internal sealed class InboxItem(WriteRequest request, CancellationToken cancellationToken)
    : TaskCompletionSource<WriteResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>The request.</summary>
    public WriteRequest Request { get; } = request;

    /// <summary>The write's span, when it is traced.</summary>
    public Activity? Span { get; init; }

    /// <summary>What the request comes to if the batch that it is in is committed.</summary>
    public WriteOutcome? Outcome { get; set; }

    /// <summary>Withdraws the request if the caller no longer wants it and nothing has been done yet.</summary>
    public bool Withdrawn() => cancellationToken.IsCancellationRequested && TrySetCanceled(cancellationToken);

    /// <summary>Answers with the outcome.</summary>
    public void Answer()
    {
        Span?.Dispose();
        TrySetResult(Outcome!.ToResult());
    }
}
