namespace Orchestrator.Agent.Checkpoints;

/// <summary>Where the agent keeps things of its pods: <c>pods/UID/</c> with the checkpoint, volumes and files of containers, as kubelet lays them out.</summary>
internal sealed class PodDirectories(string root)
{
    public string Pods { get; } = Path.Combine(root, "pods");

    public string Pod(string uid) => Path.Combine(Pods, Safe(uid));

    public string Checkpoint(string uid) => Path.Combine(Pod(uid), "pod.json");

    public string Volume(string uid, string plugin, string name) => Path.Combine(Pod(uid), "volumes", plugin, Safe(name));

    public string Hosts(string uid) => Path.Combine(Pod(uid), "etc-hosts");

    public string ResolvConf(string uid) => Path.Combine(Pod(uid), "resolv.conf");

    public string TerminationMessage(string uid, string container, int attempt) =>
        Path.Combine(Pod(uid), "containers", Safe(container), attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Removes everything of a pod.</summary>
    public void Remove(string uid)
    {
        if (Directory.Exists(Pod(uid)))
        {
            Directory.Delete(Pod(uid), recursive: true);
        }
    }

    // Names come from validated objects; this holds even if one was not.
    private static string Safe(string name) =>
        name.Length > 0 && name is not ("." or "..") && !name.Contains('/') && !name.Contains('\0') ? name : throw new ArgumentException($"'{name}' cannot name a file", nameof(name));
}
