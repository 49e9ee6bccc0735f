using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Activations;

/// <summary>The first and the last turn of an activation.</summary>
internal static partial class ActivationLife
{
    /// <summary>
    /// 1. makes the grain; 2. reads its states; 3. runs OnActivateAsync; 4. lets requests start. A failure ends the activation
    /// and goes to every request that waits; the next request tries anew.
    /// </summary>
    public static async Task ActivateAsync(Activation activation)
    {
        try
        {
            var grain = activation.CreateInstance();
            if (activation.States is not null || activation.Class.HasOnActivate)
            {
                using var timeout = new CancellationTokenSource(activation.Runtime.ActivationTimeout);
                for (var state = activation.States; state is not null; state = state.Next)
                {
                    await state.ReadStateAsync(timeout.Token);
                }

                if (grain is IGrainBase instance)
                {
                    await instance.OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
                }
            }
        }
        catch (Exception failure)
        {
            Log.ActivationFailed(activation.Runtime.Logger, failure, activation.GrainId);
            await EndAsync(activation, failure);
            return;
        }

        activation.Runtime.Collector.Add(activation, Environment.TickCount64 + activation.Class.CollectionAge);
        activation.Serve();
    }

    /// <summary>1. stops timers; 2. runs OnDeactivateAsync, for at most the deactivation timeout; 3. disposes of the grain and its services; 4. ends.</summary>
    public static async Task DeactivateAsync(Activation activation)
    {
        activation.Runtime.Collector.Remove(activation);
        try
        {
            if (activation.Class.HasOnDeactivate && activation.GrainInstance is IGrainBase grain)
            {
                using var timeout = new CancellationTokenSource(activation.Runtime.DeactivationTimeout);
                activation.DisposeTimers();
                await grain.OnDeactivateAsync(activation.EndingReason, timeout.Token).WaitAsync(timeout.Token);
            }
        }
        catch (Exception failure)
        {
            Log.DeactivationFailed(activation.Runtime.Logger, failure, activation.GrainId);
        }

        await EndAsync(activation, failure: null);
    }

    private static async Task EndAsync(Activation activation, Exception? failure)
    {
        try
        {
            activation.DisposeTimers();
            switch (activation.GrainInstance)
            {
                case IAsyncDisposable grain:
                    await grain.DisposeAsync();
                    break;
                case IDisposable grain:
                    grain.Dispose();
                    break;
            }

            await activation.DisposeServicesAsync();
        }
        catch (Exception disposal)
        {
            Log.DeactivationFailed(activation.Runtime.Logger, disposal, activation.GrainId);
        }

        activation.End(failure);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Grain {Grain} could not be activated")]
        public static partial void ActivationFailed(ILogger logger, Exception exception, GrainId grain);

        [LoggerMessage(Level = LogLevel.Error, Message = "Grain {Grain} failed while it was deactivated")]
        public static partial void DeactivationFailed(ILogger logger, Exception exception, GrainId grain);
    }
}
