namespace Orchestrator.Api.Schema;

/// <summary>How a strategic merge patch treats a field.</summary>
[Flags]
public enum PatchStrategies
{
    /// <summary>Objects are merged, lists replaced.</summary>
    None = 0,

    /// <summary>The list is merged, by key or as a set.</summary>
    Merge = 1,

    /// <summary>The value is replaced as a whole.</summary>
    Replace = 2,

    /// <summary>Fields that the patch does not name are removed.</summary>
    RetainKeys = 4,
}
