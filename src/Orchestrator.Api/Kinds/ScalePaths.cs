namespace Orchestrator.Api.Kinds;

/// <summary>Where a kind that scales keeps what a Scale shows: paths of fields, as a custom resource's definition gives them.</summary>
/// <param name="SpecReplicas">The wanted number.</param>
/// <param name="StatusReplicas">The present number.</param>
/// <param name="LabelSelector">The selector as text; null when there is none.</param>
public sealed record ScalePaths(IReadOnlyList<string> SpecReplicas, IReadOnlyList<string> StatusReplicas, IReadOnlyList<string>? LabelSelector);
