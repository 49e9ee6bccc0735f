namespace Orchestrator.Agent.Containers;

/// <summary>Which pod something belongs to.</summary>
internal sealed record PodIdentity(string Namespace, string Name, string Uid)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
