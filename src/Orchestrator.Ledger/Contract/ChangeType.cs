namespace Orchestrator.Ledger.Contract;

/// <summary>What a commit does to an object.</summary>
public enum ChangeType
{
    /// <summary>The object must not exist, and does afterwards.</summary>
    Created = 1,

    /// <summary>The object exists and gets a new state.</summary>
    Updated = 2,

    /// <summary>The object goes; its history row holds its last state with the revision of the deletion.</summary>
    Deleted = 3,
}
