namespace Orchestrator.Api.Apply;

/// <summary>A field that an applier sets and another manager owns with another value.</summary>
/// <param name="Manager">The other manager, as conflicts name it.</param>
/// <param name="Path">The field: <c>.spec.replicas</c>.</param>
public readonly record struct FieldConflict(string Manager, string Path);
