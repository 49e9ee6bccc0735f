using Orleans.Runtime;

namespace Orleans;

/// <summary>Gets references. A reference costs nothing and says nothing about whether the grain is active.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain of class <typeparamref name="TGrainInterface"/> with this key.</summary>
    /// <param name="primaryKey">The key, at least one character.</param>
    /// <param name="grainClassNamePrefix">Picks among several classes with this interface by the start of the full class name.</param>
    /// <exception cref="ArgumentException">No class, or no single class, implements the interface.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>A reference by interface and full identity.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;

    /// <summary>A reference by an interface that is known at run time only.</summary>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    /// <summary>
    /// Makes a local object callable. Only a weak reference to it is kept: the caller keeps the object alive. Its calls run one at a time.
    /// </summary>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;

    /// <summary>Ends what <see cref="CreateObjectReference{T}"/> began; takes the reference, not the object.</summary>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;
}

/// <summary>The grain factory for code outside of grains.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the host.</summary>
    IServiceProvider ServiceProvider { get; }
}
