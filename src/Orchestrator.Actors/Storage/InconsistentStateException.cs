using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A write was based on a version that is no longer the stored one. Leaving a grain's method, it ends that activation.</summary>
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message)
        : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version in the storage.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version that the write was based on.</summary>
    public string? CurrentEtag { get; }

    /// <summary>True until the activation that wrote has been ended; its callers live on.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}
