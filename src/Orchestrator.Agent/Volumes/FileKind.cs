using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Agent.Volumes;

/// <summary>What kind of file a path leads to, which the class library does not tell: the format bits of <c>stx_mode</c>.</summary>
internal static partial class FileKind
{
    public const int Missing = 0;
    public const int Socket = 0xC000;
    public const int Regular = 0x8000;
    public const int BlockDevice = 0x6000;
    public const int CharacterDevice = 0x2000;

    private const int FormatMask = 0xF000;
    private const int CurrentDirectory = -100;
    private const uint TypeMask = 1;
    private const int StatxSize = 256;
    private const int ModeOffset = 28;

    /// <summary>The kind, following links; <see cref="Missing"/> if there is nothing.</summary>
    public static int Of(string path)
    {
        Span<byte> result = stackalloc byte[StatxSize];
        return Statx(CurrentDirectory, [.. Encoding.UTF8.GetBytes(path), 0], 0, TypeMask, ref MemoryMarshal.GetReference(result)) == 0
            ? MemoryMarshal.Read<ushort>(result[ModeOffset..]) & FormatMask
            : Missing;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int directory, ReadOnlySpan<byte> path, int flags, uint mask, ref byte result);
}
