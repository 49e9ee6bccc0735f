namespace Orchestrator.Api.Selectors;

/// <summary>One term of a field selector: a field, whether it must equal, and the value (unescaped).</summary>
/// <param name="Field">The field's label, such as <c>status.phase</c>.</param>
/// <param name="IsEqual">False for <c>!=</c>.</param>
/// <param name="Value">The value to compare with; a field without a value compares as the empty string.</param>
public sealed record FieldRequirement(string Field, bool IsEqual, string Value);
