using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Actors.Activations;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Binds the instance to the activation that is being created on this thread.</summary>
    protected Grain()
        : this(Activation.OnThisThread ?? throw new InvalidOperationException("A grain is created by its silo, not by new."))
    {
    }

    /// <summary>Binds the instance to <paramref name="grainContext"/>.</summary>
    protected Grain(IGrainContext grainContext) => GrainContext = grainContext;

    /// <inheritdoc />
    public IGrainContext GrainContext { get; }

    /// <summary>Gets references to other grains.</summary>
    protected IGrainFactory GrainFactory =>
        GrainContext is Activation activation ? activation.Runtime.Factory : ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>The services of this activation: one scope, disposed of with it.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>The identity, as <c>type/key</c>.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <inheritdoc />
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deactivates once the requests that run now have ended. Later requests go to a new activation.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps an idle activation at least this long; a negative span takes that back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => ((Activation)GrainContext).DelayDeactivation(timeSpan);
}
