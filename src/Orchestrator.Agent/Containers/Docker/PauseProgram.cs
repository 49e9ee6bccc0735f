using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>
/// The program that holds a pod's namespaces open: it leaves its children to the kernel to reap (SIGCHLD ignored, so that with a shared PID
/// namespace no zombies stay) and sleeps for ever. It is a static ELF of one segment, written here byte by byte, so that no image has to be pulled
/// and no compiler is needed.
/// </summary>
internal static class PauseProgram
{
    private const ulong LoadAddress = 0x400000;
    private const int HeadersSize = 64 + 56;

    // struct sigaction of the kernel with handler SIG_IGN (1): handler, flags, restorer, mask.
    private static ReadOnlySpan<byte> IgnoreAction => [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<byte> CodeX64 =>
    [
        0xB8, 0x0D, 0x00, 0x00, 0x00,             // mov eax, 13        rt_sigaction(
        0xBF, 0x11, 0x00, 0x00, 0x00,             // mov edi, 17          SIGCHLD,
        0x48, 0x8D, 0x35, 0x17, 0x00, 0x00, 0x00, // lea rsi, [rip+23]    &IgnoreAction,
        0x31, 0xD2,                               // xor edx, edx         NULL,
        0x41, 0xBA, 0x08, 0x00, 0x00, 0x00,       // mov r10d, 8          8)
        0x0F, 0x05,                               // syscall
        0xB8, 0x22, 0x00, 0x00, 0x00,             // mov eax, 34        pause()
        0x0F, 0x05,                               // syscall
        0xEB, 0xF7,                               // jmp -9
        0x90, 0x90, 0x90, 0x90,                   // padding: the action stands at a multiple of 8
    ];

    private static ReadOnlySpan<uint> CodeArm64 =>
    [
        0xD2800220, // mov x0, #17    rt_sigaction(SIGCHLD,
        0x100001A1, // adr x1, .+52     &IgnoreAction,
        0xD2800002, // mov x2, #0       NULL,
        0xD2800103, // mov x3, #8       8)
        0xD28010C8, // mov x8, #134
        0xD4000001, // svc #0
        0xD2800000, // mov x0, #0     ppoll(NULL, 0, NULL, NULL, 0): arm64 has no pause
        0xD2800001, // mov x1, #0
        0xD2800002, // mov x2, #0
        0xD2800003, // mov x3, #0
        0xD2800004, // mov x4, #0
        0xD2800928, // mov x8, #73
        0xD4000001, // svc #0
        0x17FFFFF9, // b .-28
    ];

    /// <summary>The executable for an architecture.</summary>
    /// <exception cref="PlatformNotSupportedException">Neither x86-64 nor arm64.</exception>
    public static byte[] Build(Architecture architecture) => architecture switch
    {
        Architecture.X64 => Elf(machine: 62, [.. CodeX64, .. IgnoreAction]),
        Architecture.Arm64 => Elf(machine: 183, [.. LittleEndian(CodeArm64), .. IgnoreAction]),
        _ => throw new PlatformNotSupportedException($"there is no pause program for {architecture}"),
    };

    private static byte[] LittleEndian(ReadOnlySpan<uint> instructions)
    {
        var bytes = new byte[instructions.Length * sizeof(uint)];
        for (var i = 0; i < instructions.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), instructions[i]);
        }

        return bytes;
    }

    private static byte[] Elf(ushort machine, ReadOnlySpan<byte> code)
    {
        var file = new byte[HeadersSize + code.Length];
        ReadOnlySpan<byte> identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2 /* 64 bit */, 1 /* little endian */, 1 /* version */];
        identification.CopyTo(file);
        var header = file.AsSpan(16);
        BinaryPrimitives.WriteUInt16LittleEndian(header, 2); // executable
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], LoadAddress + HeadersSize); // entry point
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], 64); // program headers follow at once
        BinaryPrimitives.WriteUInt16LittleEndian(header[36..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[38..], 56);
        BinaryPrimitives.WriteUInt16LittleEndian(header[40..], 1);

        var segment = file.AsSpan(64);
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // load
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5); // readable, executable
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x1000);
        code.CopyTo(file.AsSpan(HeadersSize));
        return file;
    }
}
