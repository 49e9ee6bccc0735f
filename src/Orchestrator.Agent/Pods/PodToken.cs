namespace Orchestrator.Agent.Pods;

/// <summary>A token of a pod's service account.</summary>
/// <param name="Value">The token.</param>
/// <param name="RefreshAt">When another is to take its place.</param>
internal readonly record struct PodToken(string Value, DateTimeOffset RefreshAt);
