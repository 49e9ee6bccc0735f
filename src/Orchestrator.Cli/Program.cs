using System.CommandLine;
using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Running;

var root = new RootCommand("A container orchestrator that speaks the Kubernetes API.") { UpCommand.Create(), DownCommand.Create() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
}
catch (CommandException e)
{
    await Console.Error.WriteLineAsync($"error: {e.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    return 130; // asked to stop before the command was done, as a shell reports it
}
