using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Agent.Volumes;

/// <summary>A file to project into a volume.</summary>
internal readonly record struct ProjectedFile(byte[] Content, UnixFileMode Mode);

/// <summary>
/// Replaces all files of a directory at one moment, as kubelet's AtomicWriter:
/// 1. the files are written into a new directory <c>..TIMESTAMP</c>,
/// 2. the link <c>..data</c> is replaced, by a rename, to point to it,
/// 3. links with the files' names (their first path element) point into <c>..data</c>,
/// 4. links and directories of before are removed.
/// A reader sees the old files or the new ones, and an open file stays as it was.
/// </summary>
internal static partial class AtomicDirectory
{
    private const string DataLink = "..data";
    private const UnixFileMode DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Whether the directory has files.</summary>
    public static bool IsWritten(string directory) => CurrentTarget(directory) is not null;

    /// <summary>Writes the files unless the directory has exactly these.</summary>
    /// <returns>Whether anything changed.</returns>
    public static bool Write(string directory, IReadOnlyDictionary<string, ProjectedFile> files, DateTimeOffset now)
    {
        foreach (var path in files.Keys)
        {
            if (Path.IsPathRooted(path) || path.Split('/').Any(static part => part is ".." or "") || path.StartsWith("..", StringComparison.Ordinal))
            {
                throw new VolumeException($"invalid path in volume: {path}");
            }
        }

        Directory.CreateDirectory(directory);
        var current = CurrentTarget(directory);
        if (current is not null && IsSame(Path.Combine(directory, current), files))
        {
            return false;
        }

        // 1
        var stamp = now.ToString("..yyyy_MM_dd_HH_mm_ss.fffffff", CultureInfo.InvariantCulture);
        var target = Path.Combine(directory, stamp);
        Directory.CreateDirectory(target, DirectoryMode);
        foreach (var (path, file) in files)
        {
            var full = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!, DirectoryMode);
            File.WriteAllBytes(full, file.Content);
            File.SetUnixFileMode(full, file.Mode);
        }

        // 2
        var temporary = Path.Combine(directory, "..data_tmp");
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, stamp);
        if (Rename(Terminated(temporary), Terminated(Path.Combine(directory, DataLink))) != 0)
        {
            throw new IOException($"cannot rename {temporary}: error {Marshal.GetLastPInvokeError()}");
        }

        // 3 and 4
        var names = files.Keys.Select(static p => p.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        LinkNames(directory, names);
        RemoveOld(directory, stamp);
        return true;
    }

    private static void LinkNames(string directory, HashSet<string> names)
    {
        foreach (var name in names)
        {
            var link = Path.Combine(directory, name);
            if (new FileInfo(link).LinkTarget is null)
            {
                File.CreateSymbolicLink(link, Path.Combine(DataLink, name));
            }
        }

        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().ToList())
        {
            if (!entry.Name.StartsWith("..", StringComparison.Ordinal) && entry.LinkTarget is not null && !names.Contains(entry.Name))
            {
                File.Delete(entry.FullName);
            }
        }
    }

    private static void RemoveOld(string directory, string keep)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateDirectories("..*").ToList())
        {
            if (entry.LinkTarget is null && entry.Name != keep)
            {
                entry.Delete(recursive: true);
            }
        }
    }

    // The class library renames files and directories, but does not replace a link to a directory.
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static partial int Rename(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to);

    private static byte[] Terminated(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static string? CurrentTarget(string directory) => new FileInfo(Path.Combine(directory, DataLink)).LinkTarget;

    private static bool IsSame(string directory, IReadOnlyDictionary<string, ProjectedFile> files)
    {
        if (!Directory.Exists(directory) || Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Count() != files.Count)
        {
            return false;
        }

        foreach (var (path, file) in files)
        {
            var full = Path.Combine(directory, path);
            if (!File.Exists(full) || File.GetUnixFileMode(full) != file.Mode || !File.ReadAllBytes(full).AsSpan().SequenceEqual(file.Content))
            {
                return false;
            }
        }

        return true;
    }
}
