namespace Orchestrator.Client.Operators;

/// <summary>Which object of a kind: the namespace is empty for cluster-scoped kinds.</summary>
public readonly record struct ObjectName(string Namespace, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
