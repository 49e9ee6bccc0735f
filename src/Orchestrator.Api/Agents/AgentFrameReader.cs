using System.Buffers;
using System.IO.Pipelines;

namespace Orchestrator.Api.Agents;

/// <summary>Takes frames off a stream.</summary>
public sealed class AgentFrameReader(PipeReader reader)
{
    /// <summary>An object has at most 3 MiB; a longer line is an error of the other side.</summary>
    public const int MaxFrameBytes = 4 * 1024 * 1024;

    /// <summary>The next frame, or null when the stream has ended.</summary>
    /// <exception cref="InvalidDataException">The frame is too long.</exception>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public async ValueTask<AgentFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var frame = AgentFrameCodec.Read(buffer.Slice(0, end));
                reader.AdvanceTo(buffer.GetPosition(1, end));
                return frame;
            }

            if (buffer.Length > MaxFrameBytes)
            {
                throw new InvalidDataException($"a frame is longer than {MaxFrameBytes} bytes");
            }

            if (result.IsCompleted)
            {
                return null;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
