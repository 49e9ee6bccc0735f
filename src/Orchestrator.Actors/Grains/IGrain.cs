using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks an interface of a grain. Use <see cref="IGrainWithStringKey"/>.</summary>
public interface IGrain : IAddressable;

/// <summary>Marks an interface of a grain whose identity is a string.</summary>
public interface IGrainWithStringKey : IGrain;
