namespace Orchestrator.Cel.Syntax;

/// <summary>The text is no expression. It never leaves the compiler.</summary>
internal sealed class SyntaxException(int position, string message) : Exception(message)
{
    /// <summary>What is wrong where.</summary>
    public CelIssue Issue => new(position, Message);
}
