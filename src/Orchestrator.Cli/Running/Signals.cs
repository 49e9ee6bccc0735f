using System.Runtime.InteropServices;

namespace Orchestrator.Cli.Running;

/// <summary>Sends POSIX signals, which .NET can receive but not send.</summary>
internal static partial class Signals
{
    private const int Term = 15;

    /// <summary>Asks a process to stop.</summary>
    public static void Terminate(int processId)
    {
        if (Kill(processId, Term) != 0)
        {
            throw new CommandException($"process {processId} cannot be stopped: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
