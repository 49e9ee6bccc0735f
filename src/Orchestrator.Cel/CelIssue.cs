namespace Orchestrator.Cel;

/// <summary>Why an expression does not compile.</summary>
/// <param name="Position">Where, in UTF-16 characters from the start.</param>
/// <param name="Message">What is wrong, in cel-go's words.</param>
public readonly record struct CelIssue(int Position, string Message);
