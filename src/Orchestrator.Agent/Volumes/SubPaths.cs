namespace Orchestrator.Agent.Volumes;

/// <summary>A part of a volume, which must not lead out of it, whatever links a container has put there.</summary>
internal static class SubPaths
{
    /// <summary>The path of the part; a directory is made where nothing is.</summary>
    /// <exception cref="VolumeException">It leads out of the volume.</exception>
    public static string Resolve(string volume, string subPath)
    {
        if (Path.IsPathRooted(subPath) || subPath.Split('/').Contains(".."))
        {
            throw new VolumeException($"subPath {subPath} must be a relative path without '..'");
        }

        var root = Real(volume);
        var path = root;
        foreach (var part in subPath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
            {
                Directory.CreateDirectory(path);
            }

            path = Real(path);
            if (path != root && !path.StartsWith(root + "/", StringComparison.Ordinal))
            {
                throw new VolumeException($"subPath {subPath} leads out of the volume");
            }
        }

        return path;
    }

    private static string Real(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return Path.GetFullPath(info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);
    }
}
