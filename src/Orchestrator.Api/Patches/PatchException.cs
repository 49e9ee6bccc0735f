namespace Orchestrator.Api.Patches;

/// <summary>A patch that cannot be applied: <see cref="Failure"/> decides which Status a client gets.</summary>
public sealed class PatchException(PatchFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public PatchFailure Failure { get; } = failure;
}
