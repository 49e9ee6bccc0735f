using System.Buffers;
using System.Text;

namespace Orchestrator.Bench.Load;

/// <summary>Writes request headers and reads the status of a response in HPACK (RFC 7541), without a dynamic table.</summary>
internal static class HeaderBlock
{
    private const byte AuthorityIndex = 1, PathIndex = 4, StatusIndex = 8;

    public static void Write(IBufferWriter<byte> output, in LoadRequest request, string authority)
    {
        Span<byte> one = output.GetSpan(1);
        one[0] = request.Method switch { "GET" => 0x82, "POST" => 0x83, _ => 0 };
        if (one[0] != 0)
        {
            output.Advance(1);
        }
        else
        {
            Literal(output, 2, request.Method);
        }

        output.Write<byte>([0x87]); // :scheme https
        Literal(output, AuthorityIndex, authority);
        Literal(output, PathIndex, request.Path);
        if (request.ContentType is { } type)
        {
            Literal(output, "content-type", type);
            Literal(output, "content-length", request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Literal(output, "accept", request.Accept ?? "application/json");
        if (request.Token is { } token)
        {
            Literal(output, "authorization", $"Bearer {token}");
        }
    }

    /// <summary>The status is the first field of every response.</summary>
    public static int ReadStatus(ReadOnlySpan<byte> block)
    {
        while ((block[0] & 0xE0) == 0x20)
        {
            block = block[1..]; // a size update of the dynamic table
        }

        return block[0] switch
        {
            0x88 => 200,
            0x89 => 204,
            0x8C => 400,
            0x8D => 404,
            0x8E => 500,
            StatusIndex or (0x40 | StatusIndex) or (0x10 | StatusIndex) when block[1] == 3 => ((block[2] - '0') * 100) + ((block[3] - '0') * 10) + block[4] - '0',
            _ => throw new InvalidDataException($"no status in the header block that starts with 0x{block[0]:x2}"),
        };
    }

    private static void Literal(IBufferWriter<byte> output, byte nameIndex, string value)
    {
        output.Write<byte>([nameIndex]); // without indexing, indexed name (below 15)
        Text(output, value);
    }

    private static void Literal(IBufferWriter<byte> output, string name, string value)
    {
        output.Write<byte>([0]);
        Text(output, name);
        Text(output, value);
    }

    private static void Text(IBufferWriter<byte> output, string value)
    {
        const int inPrefix = 127;
        var span = output.GetSpan(value.Length + 3);
        var at = 0;
        if (value.Length < inPrefix)
        {
            span[at++] = (byte)value.Length;
        }
        else
        {
            var rest = value.Length - inPrefix;
            span[at++] = inPrefix;
            for (; rest >= 128; rest >>= 7)
            {
                span[at++] = (byte)(rest | 0x80);
            }

            span[at++] = (byte)rest;
        }

        at += Encoding.ASCII.GetBytes(value, span[at..]);
        output.Advance(at);
    }
}
