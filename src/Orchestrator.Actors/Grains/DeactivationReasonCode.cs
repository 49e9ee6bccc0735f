namespace Orleans;

/// <summary>Why an activation ends, with the values of Orleans.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>The silo stops.</summary>
    ShuttingDown = 1,

    /// <summary>The constructor, the state's first read or OnActivateAsync failed.</summary>
    ActivationFailed = 2,

    /// <summary>Idle for longer than the collection age.</summary>
    ActivationIdle = 4,

    /// <summary>The grain threw what it must not go on after, such as a lost race for its state.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,
}
