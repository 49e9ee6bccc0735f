using System.Diagnostics;
using System.Globalization;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Cli.Running;

/// <summary>Starts this executable again in a session of its own and waits until it serves.</summary>
internal static class DetachedProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts <c>up</c> with the given arguments; returns when the cluster is ready.</summary>
    /// <exception cref="CommandException">The process ended before it was ready.</exception>
    public static async Task<RunState> StartAsync(DataDirectory data, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(data.Path);
        // A run file left by a process that was killed must not be taken for the new one's.
        File.Delete(data.RunFile);
        var processId = await SpawnAsync(data, arguments, cancellationToken);
        using var timer = new PeriodicTimer(Interval);
        do
        {
            if (RunState.Read(data.RunFile) is { Ready: true } running)
            {
                return running;
            }
        }
        while (Directory.Exists($"/proc/{processId}") && await timer.WaitForNextTickAsync(cancellationToken));

        throw new CommandException($"the cluster did not start:\n{Tail(data.Log)}");
    }

    private static async Task<int> SpawnAsync(DataDirectory data, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        const string script = """log=$1; shift; setsid "$@" >"$log" 2>&1 </dev/null & echo $!""";
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", script, "sh", data.Log, Environment.ProcessPath!, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var processId = int.Parse(await shell.StandardOutput.ReadToEndAsync(cancellationToken), CultureInfo.InvariantCulture);
        await shell.WaitForExitAsync(cancellationToken);
        return processId;
    }

    private static string Tail(string path) => File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(20)) : "";
}
