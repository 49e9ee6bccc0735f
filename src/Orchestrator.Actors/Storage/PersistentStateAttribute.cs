namespace Orleans.Runtime;

/// <summary>Binds a constructor parameter of type <see cref="IPersistentState{TState}"/> to a named state in a named storage.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>The state's name within the grain.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage's name; null for the default storage.</summary>
    public string? StorageName { get; } = storageName;
}
