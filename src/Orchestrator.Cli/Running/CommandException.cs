namespace Orchestrator.Cli.Running;

/// <summary>A command cannot do what it was asked; the message is for the person who asked, without a stack trace.</summary>
internal sealed class CommandException(string message) : Exception(message);
