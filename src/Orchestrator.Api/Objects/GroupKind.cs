namespace Orchestrator.Api.Objects;

/// <summary>Names a kind without its version, as errors do: <c>Deployment.apps</c>.</summary>
public readonly record struct GroupKind(string Group, string Kind)
{
    /// <summary>As Kubernetes prints it in errors.</summary>
    public override string ToString() => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}
