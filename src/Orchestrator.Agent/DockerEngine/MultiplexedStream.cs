using System.Buffers;
using System.Buffers.Binary;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>The daemon's framing of stdout and stderr: a header of 8 bytes (stream, 3 zeros, length as big endian) before each piece.</summary>
internal static class MultiplexedStream
{
    private const int HeaderSize = 8;

    /// <summary>Copies the payload of all frames, in order, until the source ends; each frame is flushed, so that a follower sees it at once.</summary>
    public static async Task CopyAsync(Stream source, LimitedStream target, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (!target.IsFull && await source.ReadAtLeastAsync(buffer.AsMemory(0, HeaderSize), HeaderSize, throwOnEndOfStream: false, cancellationToken) == HeaderSize)
            {
                var left = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(4));
                while (left > 0)
                {
                    var read = await source.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancellationToken);
                    if (read == 0)
                    {
                        return;
                    }

                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    left -= read;
                }

                await target.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies a stream that has no frames (of a container with a terminal).</summary>
    public static async Task CopyRawAsync(Stream source, LimitedStream target, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while (!target.IsFull && (read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await target.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
