using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Protobuf;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Reads;

/// <summary>Frames an event of a watch: a line in JSON; in protobuf a length of four bytes and a bare WatchEvent around the object in its envelope.</summary>
internal static class EventFrames
{
    private const int LengthBytes = 4;
    private const byte TypeTag = (1 << 3) | 2;
    private const byte ObjectTag = (2 << 3) | 2;
    private const byte RawTag = (1 << 3) | 2;

    /// <summary>Writes a frame.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="type">ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.</param>
    /// <param name="json">The event's object as JSON.</param>
    /// <param name="encoding">The format.</param>
    /// <param name="schema">The table of the object's fields.</param>
    public static void Write(IBufferWriter<byte> output, string type, ReadOnlyMemory<byte> json, ApiEncoding encoding, TypeSchema schema)
    {
        if (encoding == ApiEncoding.Protobuf)
        {
            WriteProtobuf(output, type, json, schema);
            return;
        }

        output.Write("{\"type\":\""u8);
        Encoding.UTF8.GetBytes(type, output);
        output.Write("\",\"object\":"u8);
        output.Write(json.Span);
        output.Write("}\n"u8);
    }

    // message WatchEvent { string type = 1; RawExtension object = 2; }   message RawExtension { bytes raw = 1; }
    private static void WriteProtobuf(IBufferWriter<byte> output, string type, ReadOnlyMemory<byte> json, TypeSchema schema)
    {
        using var raw = new PooledBufferWriter(json.Length);
        ProtobufCodec.FromJson(schema, json, raw);
        var extension = 1 + VarintLength(raw.WrittenCount) + raw.WrittenCount;
        var length = 1 + VarintLength(type.Length) + type.Length + 1 + VarintLength(extension) + extension;
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(LengthBytes), length);
        output.Advance(LengthBytes);
        WriteTag(output, TypeTag, type.Length);
        Encoding.ASCII.GetBytes(type, output);
        WriteTag(output, ObjectTag, extension);
        WriteTag(output, RawTag, raw.WrittenCount);
        output.Write(raw.WrittenSpan);
    }

    private static void WriteTag(IBufferWriter<byte> output, byte tag, int length)
    {
        var target = output.GetSpan(6);
        target[0] = tag;
        var at = 1;
        for (var rest = (uint)length; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                target[at++] = (byte)rest;
                break;
            }

            target[at++] = (byte)(rest | 0x80);
        }

        output.Advance(at);
    }

    private static int VarintLength(int value)
    {
        var length = 1;
        for (var rest = (uint)value; rest >= 0x80; rest >>= 7)
        {
            length++;
        }

        return length;
    }
}
