using System.Buffers.Binary;

namespace Orchestrator.Api.Protobuf;

/// <summary>Walks the fields of one message. Every length is checked against what is there, so hostile bytes cost no more than their size.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The current field's number.</summary>
    public int Number { get; private set; }

    /// <summary>The current field's layout.</summary>
    public WireType WireType { get; private set; }

    /// <summary>The current field's value when it is a varint or of fixed size.</summary>
    public ulong Value { get; private set; }

    /// <summary>The current field's value when it is bytes: a string, a message or packed numbers.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>How many bytes are left after the current field.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="ProtobufException">The message is malformed.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint(ref _rest);
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
        {
            throw new ProtobufException($"illegal tag {tag >> 3}");
        }

        Number = (int)(tag >> 3);
        WireType = (WireType)(tag & 7);
        Value = 0;
        Bytes = default;
        switch (WireType)
        {
            case WireType.Varint:
                Value = Varint(ref _rest);
                break;
            case WireType.Fixed64:
                Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case WireType.Fixed32:
                Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            case WireType.Bytes:
                Bytes = Take(Varint(ref _rest));
                break;
            default:
                throw new ProtobufException($"illegal wire type {(int)WireType} of field {Number}");
        }

        return true;
    }

    /// <summary>Reads a varint and moves past it.</summary>
    public static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i >= bytes.Length)
            {
                throw new ProtobufException("unexpected EOF");
            }

            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new ProtobufException("integer overflow");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw new ProtobufException("unexpected EOF");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
