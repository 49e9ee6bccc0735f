using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Actors.Activations;
using Orchestrator.Actors.Filters;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Orchestrator.Actors.Calls;

/// <summary>One call of one method. Generated code derives a class for each method, with the arguments as fields.</summary>
public abstract partial class GrainRequest : MailboxEntry, IInvokable
{
    private CallCancellation? _cancellation;

    private protected GrainRequest(GrainMethod method)
        : base(method.Interleaving) => Method = method;

    /// <summary>The method.</summary>
    internal GrainMethod Method { get; }

    /// <summary>The reference that was called.</summary>
    internal GrainReference Callee { get; private set; } = null!;

    /// <summary>The activation that called, if one did.</summary>
    internal IGrainContext? Source { get; private set; }

    /// <summary>The token for the callee. Its callbacks run as turns of the callee.</summary>
    protected CancellationToken Cancellation => _cancellation?.Token ?? CancellationToken.None;

    private ImmutableDictionary<string, object>? Context { get; set; }

    /// <inheritdoc />
    public abstract int GetArgumentCount();

    /// <inheritdoc />
    public abstract object? GetArgument(int index);

    /// <inheritdoc />
    public abstract void SetArgument(int index, object? value);

    /// <inheritdoc />
    public string GetMethodName() => Method.Name;

    /// <inheritdoc />
    public string GetInterfaceName() => Method.InterfaceName;

    /// <inheritdoc />
    public override string ToString() => $"{Method} of {Callee.GrainId}";

    /// <summary>Fills in who calls whom and when the caller gives up.</summary>
    internal void Address(GrainReference callee, CancellationToken cancellation)
    {
        Callee = callee;
        Source = Activation.OnThisThread;
        if (cancellation.CanBeCanceled)
        {
            _cancellation = new CallCancellation(this, cancellation);
        }

        if (!Method.IsOneWay)
        {
            ExpectAnswer();
        }
    }

    /// <summary>Sends it on its way.</summary>
    internal void Send()
    {
        Context = RequestContext.Current;
        if (!Method.IsOneWay)
        {
            Deadline = Environment.TickCount64 + Callee.Runtime.ResponseTimeout;
        }

        Callee.Deliver(this);
        _cancellation?.Register();
    }

    /// <inheritdoc />
    internal sealed override void Execute()
    {
        var mailbox = Mailbox!;
        if (IsSettled)
        {
            mailbox.Complete(this);
            return;
        }

        if (mailbox.Target is not { } target)
        {
            Fail(new OrleansMessageRejectionException($"The object behind {Callee.GrainId} has been garbage collected."));
            return;
        }

        if (Context is not null)
        {
            RequestContext.Current = Context;
        }

        if (mailbox is Activation activation && activation.Runtime.Filters.HasIncoming(target))
        {
            _ = IncomingCall.RunAsync(this, activation, target);
        }
        else
        {
            Begin(target);
        }
    }

    /// <inheritdoc />
    internal sealed override void Expire()
    {
        if (TrySettle(new TimeoutException($"No answer within {Callee.Runtime.ResponseTimeout} ms to {this}.")))
        {
            _cancellation?.Release();
        }
    }

    /// <inheritdoc />
    internal sealed override void Undelivered(Exception? failure)
    {
        if (failure is not null)
        {
            Refuse(failure);
        }
        else
        {
            Callee.Deliver(this);
        }
    }

    /// <summary>The call ends without having reached a grain.</summary>
    internal void Refuse(Exception failure)
    {
        if (Method.IsOneWay)
        {
            Log.OneWayFailed(Callee.Runtime.Logger, failure, this);
        }
        else if (TrySettle(failure))
        {
            _cancellation?.Release();
        }
    }

    /// <summary>The grain has thrown.</summary>
    internal void Fail(Exception failure)
    {
        if (failure is InconsistentStateException { IsSourceActivation: true } stale && Mailbox is Activation activation)
        {
            // What the grain holds in memory is not what is stored: it must read again. As in Orleans, only where the write was.
            stale.IsSourceActivation = false;
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, failure, "The stored state has changed."));
        }

        Mailbox!.Complete(this);
        Refuse(failure);
    }

    /// <summary>The grain has answered.</summary>
    internal void Leave()
    {
        Mailbox!.Complete(this);
        _cancellation?.Release();
    }

    /// <summary>Invokes the method on a grain and boxes the result, for filters.</summary>
    internal abstract Task<object?> InvokeBoxedAsync(object target);

    /// <summary>Answers with a boxed result, for filters.</summary>
    internal abstract void SucceedBoxed(object? result);

    /// <summary>The caller has cancelled, and is told at once.</summary>
    internal abstract bool TrySettleCancelled(CancellationToken token);

    /// <summary>Whether the caller has an answer, or has given up.</summary>
    private protected abstract bool IsSettled { get; }

    private protected abstract void ExpectAnswer();

    private protected abstract void Begin(object target);

    private protected abstract bool TrySettle(Exception failure);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "One-way call failed: {Request}")]
        public static partial void OneWayFailed(ILogger logger, Exception exception, GrainRequest request);
    }
}
