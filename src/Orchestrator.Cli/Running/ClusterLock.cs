using Orchestrator.Silo.Hosting;

namespace Orchestrator.Cli.Running;

/// <summary>Keeps two processes from running one cluster: an advisory lock on a file, which ends with the process, however it ends.</summary>
internal sealed class ClusterLock : IDisposable
{
    // What .NET makes of flock(2)'s refusal: the errno of a lock that another process holds.
    private const int WouldBlock = 11;
    private readonly FileStream _file;

    private ClusterLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="CommandException">Another process has it, or the directory cannot be used.</exception>
    public static ClusterLock Take(DataDirectory data)
    {
        try
        {
            PrivateDirectory.Create(data.Path);
            return new ClusterLock(new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && e.HResult != WouldBlock))
        {
            throw new CommandException($"the data directory {data.Path} cannot be used: {e.Message}");
        }
        catch (IOException)
        {
            var owner = RunState.Read(data.RunFile) is { IsAlive: true } running ? $" (process {running.ProcessId})" : "";
            throw new CommandException($"the cluster in {data.Path} is running already{owner}; stop it with: ./orchestrator down --data {data.Path}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
