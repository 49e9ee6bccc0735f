using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Volumes;

/// <summary>Checks and makes what a hostPath volume stands for (pkg/volume/hostpath).</summary>
internal static class HostPaths
{
    private const UnixFileMode DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <exception cref="VolumeException">The path is not what its type says.</exception>
    public static string Ensure(HostPathVolumeSource source)
    {
        var path = source.Path;
        switch (source.Type ?? "")
        {
            // Nothing is checked; the runtime makes a directory where nothing is.
            case "" when !Path.Exists(path):
            case "DirectoryOrCreate" when !Path.Exists(path):
                Directory.CreateDirectory(path, DirectoryMode);
                return path;
            case "":
                return path;
            case "FileOrCreate" when !Path.Exists(path):
                File.WriteAllBytes(path, []);
                File.SetUnixFileMode(path, FileMode);
                return path;
            case "DirectoryOrCreate" or "Directory":
                return Directory.Exists(path) ? path : throw Failure(path, "a directory");
            case "FileOrCreate" or "File":
                return FileKind.Of(path) == FileKind.Regular ? path : throw Failure(path, "a file");
            case "Socket":
                return FileKind.Of(path) == FileKind.Socket ? path : throw Failure(path, "a socket file");
            case "CharDevice":
                return FileKind.Of(path) == FileKind.CharacterDevice ? path : throw Failure(path, "a character device");
            case "BlockDevice":
                return FileKind.Of(path) == FileKind.BlockDevice ? path : throw Failure(path, "a block device");
            default:
                throw new VolumeException($"{source.Type} is an invalid volume type");
        }
    }

    private static VolumeException Failure(string path, string what) => new($"hostPath type check failed: {path} is not {what}");
}
