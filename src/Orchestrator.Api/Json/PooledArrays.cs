using System.Buffers;

namespace Orchestrator.Api.Json;

/// <summary>
/// Byte arrays from the shared pool, but for large ones: the pool would keep those of every thread and core long after the burst that
/// needed them, hundreds of megabytes of them.
/// </summary>
internal static class PooledArrays
{
    private const int LargestPooled = 1 << 20;

    /// <summary>An array of at least that length, with anything in it.</summary>
    public static byte[] Rent(int length) => length <= LargestPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Gives an array back, which nobody may use any more.</summary>
    public static void Return(byte[] array)
    {
        if (array.Length <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
