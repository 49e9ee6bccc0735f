namespace Orchestrator.Agent.Containers;

/// <summary>The runtime refused, or cannot be reached.</summary>
internal sealed class ContainerRuntimeException(string message, bool unreachable, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The runtime as such is away: nothing is known about the container, and trying again is all there is to do.</summary>
    public bool IsUnreachable { get; } = unreachable;
}
