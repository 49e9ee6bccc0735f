using System.Buffers;

namespace Orchestrator.Api.Json;

/// <summary>Lays compact JSON out over lines, two spaces a level, as <c>kubectl get -o json</c> does; no token is changed.</summary>
public static class JsonIndent
{
    /// <summary>Writes valid JSON, laid out.</summary>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var depth = 0;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'"':
                    var end = EndOfString(json, i);
                    output.Write(json[i..end]);
                    i = end - 1;
                    break;
                case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                    break;
                case (byte)'{' or (byte)'[':
                    output.Write(json.Slice(i, 1));
                    var next = SkipSpace(json, i + 1);
                    if (next < json.Length && json[next] is ((byte)'}' or (byte)']'))
                    {
                        output.Write(json.Slice(next, 1));
                        i = next;
                    }
                    else
                    {
                        NewLine(output, ++depth);
                    }

                    break;
                case (byte)'}' or (byte)']':
                    NewLine(output, --depth);
                    output.Write(json.Slice(i, 1));
                    break;
                case (byte)',':
                    output.Write(","u8);
                    NewLine(output, depth);
                    break;
                case (byte)':':
                    output.Write(": "u8);
                    break;
                default:
                    output.Write(json.Slice(i, 1));
                    break;
            }
        }
    }

    /// <summary>The JSON, laid out.</summary>
    public static byte[] ToBytes(ReadOnlySpan<byte> json)
    {
        using var buffer = new PooledBufferWriter(Math.Max(4096, json.Length * 2));
        Write(json, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int start)
    {
        var i = start + 1;
        while (i < json.Length && json[i] != '"')
        {
            i += json[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i + 1, json.Length);
    }

    private static int SkipSpace(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
        {
            at++;
        }

        return at;
    }

    private static void NewLine(IBufferWriter<byte> output, int depth)
    {
        var span = output.GetSpan(1 + (depth * 2));
        span[0] = (byte)'\n';
        span.Slice(1, depth * 2).Fill((byte)' ');
        output.Advance(1 + (depth * 2));
    }
}
