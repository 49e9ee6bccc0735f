using Orchestrator.Silo.Hosting;

namespace Orchestrator.Cli.Running;

/// <summary>The directory that holds everything of one cluster on this machine: certificates, the SQLite file, the agent's state, who runs it.</summary>
internal sealed class DataDirectory
{
    private DataDirectory(string path) => Path = path;

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Where the administrator's kubeconfig is written unless said otherwise.</summary>
    public string Kubeconfig => In("kubeconfig");

    /// <summary>Output of a detached process.</summary>
    public string Log => In("orchestrator.log");

    /// <summary>State of the process that runs the cluster.</summary>
    public string RunFile => In("run.json");

    /// <summary>Where the agents keep their checkpoints and volumes.</summary>
    public string Agents => In("agents");

    /// <summary>Held by the process that runs the cluster.</summary>
    public string LockFile => In("lock");

    private string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Names the directory: the one given, or the user's default.</summary>
    public static DataDirectory At(DirectoryInfo? given) => new(given?.FullName ?? Default());

    /// <summary>
    /// The cluster's id on this machine, made at first use: containers and networks are labelled with it,
    /// so that several clusters live side by side and <c>down</c> removes only what is its own.
    /// </summary>
    public string ClusterId()
    {
        var file = In("cluster-id");
        if (File.Exists(file))
        {
            return File.ReadAllText(file).Trim();
        }

        PrivateDirectory.Create(Path);
        var id = Guid.NewGuid().ToString("N")[..8];
        File.WriteAllText(file, id + "\n");
        return id;
    }

    private static string Default() => Environment.IsPrivilegedProcess
        ? "/var/lib/orchestrator"
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "orchestrator");
}
