using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Cli.Running;

namespace Orchestrator.Cli.Commands;

/// <summary><c>down</c>: stops a cluster and removes its containers and networks.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var command = new Command("down", "Stop the cluster and remove its containers, networks and rules. Its data stays.") { data };
        command.SetAction((parsed, cancellationToken) => RunAsync(DataDirectory.At(parsed.GetValue(data)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        if (RunState.Read(data.RunFile) is { IsAlive: true } running)
        {
            await StopAsync(running.ProcessId, cancellationToken);
            Console.WriteLine($"stopped process {running.ProcessId}");
        }

        using var owned = ClusterLock.Take(data);
        var removed = await NodeCleanup.RemoveAsync(data, cancellationToken);
        File.Delete(data.RunFile);
        Console.WriteLine(removed);
        return 0;
    }

    private static async Task StopAsync(int processId, CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(processId);
        Signals.Terminate(processId);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(); // it has had its time; the data is safe against a kill
            await process.WaitForExitAsync(cancellationToken);
        }
    }
}
