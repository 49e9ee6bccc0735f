using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks an interface of an object that grains call back. Methods return Task, ValueTask or, one way, void.</summary>
public interface IGrainObserver : IAddressable;
