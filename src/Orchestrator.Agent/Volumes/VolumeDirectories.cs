namespace Orchestrator.Agent.Volumes;

/// <summary>The directories of this node that are persistent volumes, side by side in one place. Nothing outside of it is ever made or removed.</summary>
internal sealed class VolumeDirectories(string root)
{
    // Whatever user a container runs as, it may write to its volume.
    private const UnixFileMode Mode = (UnixFileMode)0b111_111_111;

    /// <summary>The place within an agent's data directory.</summary>
    public static string RootIn(string dataDirectory) => Path.Combine(Path.GetFullPath(dataDirectory), "volumes");

    /// <summary>Whether a path is that of a volume in this place.</summary>
    public bool Has(string path) =>
        Path.GetDirectoryName(path) == root && Path.GetFileName(path) is var name && name.Length > 0 && name is not ("." or "..") && Path.GetFullPath(path) == path;

    /// <summary>Makes a volume's directory if it is not there yet.</summary>
    public void Ensure(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, Mode);
        }
    }

    /// <summary>Removes a volume's directory with everything in it, if it is there.</summary>
    /// <exception cref="VolumeException">It is not in this place, so it is not this agent's to remove.</exception>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    public void Remove(string path)
    {
        if (!Has(path))
        {
            throw new VolumeException($"{path} is not in {root}");
        }

        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
