using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors;

/// <summary>Makes references for one silo.</summary>
internal sealed class GrainFactory(GrainRuntime runtime) : IClusterClient
{
    /// <inheritdoc />
    public IServiceProvider ServiceProvider => runtime.Services;

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Get(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)runtime.CreateReference(typeof(TGrainInterface), grainId);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => (IGrain)Get(grainInterfaceType, grainPrimaryKey, null);

    /// <inheritdoc />
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is IGrainBase or GrainReference)
        {
            throw new ArgumentException("An observer is an ordinary object, neither a grain nor a reference.", nameof(obj));
        }

        return (TGrainObserverInterface)(object)runtime.CreateReference(typeof(TGrainObserverInterface), runtime.Observers.Add(obj));
    }

    /// <inheritdoc />
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference)
        {
            throw new ArgumentException("Takes the reference that CreateObjectReference returned.", nameof(obj));
        }

        runtime.Observers.Remove(reference.GrainId);
    }

    private GrainReference Get(Type interfaceType, string key, string? classPrefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var grainInterface = runtime.Manifest.GetInterface(interfaceType);
        return grainInterface.CreateReference(GrainId.Create(grainInterface.ResolveClass(classPrefix), key));
    }
}
