namespace Orchestrator.Api.Objects;

/// <summary>Names a collection of objects as the API does: API group ("" is the core group) and plural resource ("pods").</summary>
public readonly record struct GroupResource(string Group, string Resource)
{
    /// <summary>The text that the core group, whose name is empty, has in keys.</summary>
    public const string CoreGroupText = "core";

    /// <summary>As Kubernetes prints it in errors: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Resource : $"{Resource}.{Group}";
}
