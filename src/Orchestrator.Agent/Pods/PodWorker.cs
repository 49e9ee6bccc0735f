using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// Brings one pod from what is to what shall be, one step after the other, for as long as the pod is on this node. Each turn looks at everything anew,
/// so a turn that fails or is broken off costs nothing but time.
/// </summary>
internal sealed partial class PodWorker
{
    private static readonly TimeSpan RetryUnreachable = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryFailed = TimeSpan.FromSeconds(5);
    private readonly PodServices _services;
    private readonly PodSync _sync;
    private readonly SemaphoreSlim _wake = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Func<PodWorker, Task> _ended;
    private CancellationTokenSource? _turn;
    private volatile Pod _pod;
    private volatile bool _unassigned;
    private bool _terminated;

    public PodWorker(PodServices services, Pod pod, WaitingReason? rejection, Func<PodWorker, Task> ended)
    {
        _services = services;
        _pod = pod;
        _ended = ended;
        _sync = new PodSync(services, pod, rejection, Wake);
    }

    /// <summary>The pod as it is wanted.</summary>
    public Pod Pod => _pod;

    /// <summary>The status that was reported last.</summary>
    public PodStatus Status => _sync.Status;

    /// <summary>The object is gone; the worker ends when nothing of the pod is left.</summary>
    public bool IsUnassigned => _unassigned;

    /// <summary>The pod changed. What the worker is doing is broken off if it is not wanted any more.</summary>
    public void Update(Pod pod)
    {
        var before = _pod;
        _pod = pod;
        if (pod.IsTerminating() && (!before.IsTerminating() || pod.Metadata.DeletionGracePeriodSeconds != before.Metadata.DeletionGracePeriodSeconds))
        {
            Interrupt();
        }

        Wake();
    }

    /// <summary>The pod's object is gone.</summary>
    public void Unassign()
    {
        if (!_unassigned)
        {
            _unassigned = true;
            Interrupt();
            Wake();
        }
    }

    /// <summary>Look again.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    /// <summary>Works until the pod is gone, or the agent stops (then the containers go on).</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        TimeSpan? next = null;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(next ?? Timeout.InfiniteTimeSpan, stopping);
                var turn = BeginTurn(stopping);
                try
                {
                    if (_unassigned || _pod.IsTerminating())
                    {
                        await TerminateAsync(turn.Token);
                        next = null;
                        if (_unassigned)
                        {
                            break;
                        }
                    }
                    else
                    {
                        next = await _sync.RunAsync(_pod, turn.Token);
                    }
                }
                finally
                {
                    EndTurn(turn);
                }
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                next = TimeSpan.Zero;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ContainerRuntimeException e)
            {
                // That the runtime is away is the node's trouble, and said once there: not once a second for each of its pods.
                Log.RuntimeFailed(_services.Logger, e.IsUnreachable ? LogLevel.Debug : LogLevel.Warning, _pod.Identity(), e.Message);
                next = e.IsUnreachable ? RetryUnreachable : RetryFailed;
            }
            catch (Exception e)
            {
                // One pod's trouble, whatever it is, must not take the others with it.
                Log.TurnFailed(_services.Logger, _pod.Identity(), e);
                next = RetryFailed;
            }
        }

        await _ended(this);
    }

    private async Task TerminateAsync(CancellationToken cancellationToken)
    {
        var pod = _pod;
        if (!_terminated)
        {
            await _sync.TerminateAsync(pod, report: !_unassigned, cancellationToken);
            _terminated = true;
        }

        if (!_unassigned)
        {
            _services.Status.Terminated(pod);
        }
    }

    private CancellationTokenSource BeginTurn(CancellationToken stopping)
    {
        lock (_gate)
        {
            return _turn = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        }
    }

    private void EndTurn(CancellationTokenSource turn)
    {
        lock (_gate)
        {
            _turn = null;
            turn.Dispose();
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            _turn?.Cancel();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "Pod {Pod}: {Problem}")]
        public static partial void RuntimeFailed(ILogger logger, LogLevel level, PodIdentity pod, string problem);

        [LoggerMessage(2, LogLevel.Error, "Pod {Pod}: a turn failed")]
        public static partial void TurnFailed(ILogger logger, PodIdentity pod, Exception error);
    }
}
