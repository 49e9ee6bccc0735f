namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>Counts the changes of roles, so that what was computed of them can be told to be of the present ones.</summary>
internal sealed class RoleGeneration
{
    private long _value;

    /// <summary>The count.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>A role has changed.</summary>
    public void Next() => Interlocked.Increment(ref _value);
}
