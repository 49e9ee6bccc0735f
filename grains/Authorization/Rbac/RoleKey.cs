namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>Which role a binding means.</summary>
/// <param name="Namespace">The namespace of a Role; empty for a ClusterRole.</param>
/// <param name="Name">The name.</param>
internal readonly record struct RoleKey(string Namespace, string Name);
