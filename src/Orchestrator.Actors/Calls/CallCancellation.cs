namespace Orchestrator.Actors.Calls;

/// <summary>
/// Carries a caller's cancellation to the callee. The caller is told at once (as in Orleans by default); the callee's token is cancelled
/// as a turn of the callee, so that callbacks on it keep to the turn rule.
/// </summary>
internal sealed class CallCancellation(GrainRequest request, CancellationToken caller) : CancellationTokenSource
{
    private const int Registered = 1;
    private const int Released = 2;

    private CancellationTokenRegistration _registration;
    private int _state;

    /// <summary>Starts to listen to the caller's token.</summary>
    public void Register()
    {
        _registration = caller.UnsafeRegister(static state => ((CallCancellation)state!).OnCallerCancelled(), this);
        if (Interlocked.Or(ref _state, Registered) == Released)
        {
            _registration.Dispose();
        }
    }

    /// <summary>The call is over.</summary>
    public void Release()
    {
        if (Interlocked.Or(ref _state, Released) == Registered)
        {
            _registration.Unregister();
        }
    }

    private void OnCallerCancelled()
    {
        if (request.TrySettleCancelled(caller))
        {
            request.Mailbox?.Cancel(request, this);
        }
    }
}
