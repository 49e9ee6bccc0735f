using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>Durable state, given to a grain's constructor by <see cref="PersistentStateAttribute"/> and read before OnActivateAsync.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
