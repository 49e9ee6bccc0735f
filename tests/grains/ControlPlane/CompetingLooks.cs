using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>Further activations of a controller for one object: each looks again and again, on what the replica shows at the time, while its grain does so too.</summary>
internal sealed class CompetingLooks : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _looks;

    public CompetingLooks(IController controller, ObjectKey key, int count) => _looks = [.. Enumerable.Range(0, count).Select(_ => Task.Run(() => LookAsync(controller, key)))];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_looks);
        _stop.Dispose();
    }

    private async Task LookAsync(IController controller, ObjectKey key)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await controller.ReconcileAsync(key, CancellationToken.None);
            }
            catch (ApiException overtaken) when (overtaken.Status.Code is 404 or 409 or 422)
            {
                // Another was faster (422: it has written parts of the status); the grain would look again after a while.
            }

            catch (NameGivenException)
            {
                // It was too late.
            }

            await Task.Yield();
        }
    }
}
