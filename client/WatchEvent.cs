namespace Orchestrator.Client;

/// <summary>What a watch says.</summary>
public enum WatchEventType
{
    /// <summary>An object that the watcher has not seen, or had to forget.</summary>
    Added,

    /// <summary>An object has changed.</summary>
    Modified,

    /// <summary>An object is gone, or does not match the selector any more; the event has its last state.</summary>
    Deleted,

    /// <summary>Everything that was there at the beginning (or after <see cref="Reset"/>) has been said.</summary>
    Synchronized,

    /// <summary>The watch had to begin anew: forget everything; what there is follows as <see cref="Added"/>.</summary>
    Reset,
}

/// <summary>One event of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object; null where none is concerned.</param>
public readonly record struct WatchEvent<T>(WatchEventType Type, T? Object)
    where T : class;
