using Orchestrator.Actors;
using Orchestrator.Actors.Activations;
using Orchestrator.Actors.Calls;
using Orchestrator.Actors.Filters;
using Orchestrator.Actors.Manifest;

namespace Orleans.Runtime;

/// <summary>Stands for a grain or an observer. Generated code derives a class for each interface. Equal when the identities are.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly GrainInterface _interface;
    private IRequestTarget? _target;

    /// <summary>Made by <see cref="IGrainFactory"/> only.</summary>
    protected GrainReference(GrainInterface grainInterface, GrainId id)
    {
        _interface = grainInterface;
        GrainId = id;
    }

    /// <summary>The identity.</summary>
    public GrainId GrainId { get; }

    /// <summary>The full name of the interface.</summary>
    public string InterfaceName => _interface.Name;

    /// <summary>The interface.</summary>
    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(_interface.Name);

    internal GrainRuntime Runtime => _interface.Runtime;

    /// <summary>A reference to the same grain by another interface.</summary>
    public TGrainInterface Cast<TGrainInterface>() =>
        this is TGrainInterface same ? same : (TGrainInterface)(object)Runtime.CreateReference(typeof(TGrainInterface), GrainId);

    /// <inheritdoc />
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc />
    public sealed override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc />
    public sealed override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc />
    public sealed override string ToString() => $"{InterfaceName}:{GrainId}";

    /// <summary>Hands a request to whatever stands for the grain now; what has ended since is replaced.</summary>
    internal void Deliver(GrainRequest request)
    {
        try
        {
            while (_target is not { } target || !target.TryReceive(request))
            {
                _target = Runtime.Router.Route(GrainId);
            }
        }
        catch (Exception failure) when (failure is OrleansException or ArgumentException)
        {
            request.Refuse(failure);
        }
    }

    /// <summary>Calls a method with a result.</summary>
    protected Task<TResult> InvokeAsync<TResult>(ResultRequest<TResult> request, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        request.Address(this, cancellationToken);
        if (Runtime.Filters.Outgoing.Length > 0)
        {
            return OutgoingCall.RunAsync(request, Runtime.Filters.Outgoing);
        }

        request.Send();
        return request.Answer;
    }

    /// <summary>Calls a method without a result.</summary>
    protected Task InvokeAsync(PlainRequest request, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        request.Address(this, cancellationToken);
        if (Runtime.Filters.Outgoing.Length > 0)
        {
            return OutgoingCall.RunAsync(request, Runtime.Filters.Outgoing);
        }

        request.Send();
        return request.Answer;
    }
}
