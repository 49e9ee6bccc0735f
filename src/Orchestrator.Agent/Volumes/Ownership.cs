using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Agent.Volumes;

/// <summary>Gives a volume to the pod's fsGroup (pkg/volume: SetVolumeOwnership).</summary>
internal static partial class Ownership
{
    private const UnixFileMode GroupAccess = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode DirectoryAccess = GroupAccess | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;

    /// <exception cref="VolumeException">The agent may not change owners.</exception>
    public static void SetGroup(string path, long group, bool readOnly)
    {
        var access = readOnly ? UnixFileMode.GroupRead : GroupAccess;
        Change(path, group);
        if (Directory.Exists(path))
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | DirectoryAccess);
            foreach (var entry in Directory.EnumerateFileSystemEntries(path))
            {
                if (new FileInfo(entry).LinkTarget is null)
                {
                    SetGroup(entry, group, readOnly);
                }
            }
        }
        else
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | access);
        }
    }

    private static void Change(string path, long group)
    {
        if (Lchown([.. Encoding.UTF8.GetBytes(path), 0], uint.MaxValue, (uint)group) != 0)
        {
            throw new VolumeException($"cannot give {path} to group {group}: error {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true)]
    private static partial int Lchown(ReadOnlySpan<byte> path, uint owner, uint group);
}
