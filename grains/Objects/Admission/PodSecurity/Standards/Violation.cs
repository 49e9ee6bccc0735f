namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>What one rule has against a pod.</summary>
/// <param name="Reason">In short: <c>host namespaces</c>.</param>
/// <param name="Detail">In the pod's own terms: <c>hostNetwork=true</c>; may be empty.</param>
internal sealed record Violation(string Reason, string Detail);
