using System.Buffers.Binary;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Protobuf;

/// <summary>
/// A buffer that is filled from its end: a message is written before its length, so lengths are known when they are due.
/// </summary>
public sealed class BackwardBuffer : IDisposable
{
    private byte[] _buffer = PooledArrays.Rent(4096);
    private int _start;

    /// <summary>An empty buffer.</summary>
    public BackwardBuffer() => _start = _buffer.Length;

    /// <summary>The number of bytes written.</summary>
    public int Length => _buffer.Length - _start;

    /// <summary>What is written; what came last is first.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(_start);

    /// <summary>Puts bytes before what is written.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Puts a byte before what is written.</summary>
    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>Puts eight bytes before what is written.</summary>
    public void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <summary>Puts a number before what is written.</summary>
    public void Varint(ulong value)
    {
        Span<byte> text = stackalloc byte[10];
        var length = 0;
        while (value >= 0x80)
        {
            text[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        text[length++] = (byte)value;
        Bytes(text[..length]);
    }

    /// <summary>Puts a field's number and wire type before its value.</summary>
    public void Tag(int number, WireType type) => Varint(((ulong)number << 3) | (uint)type);

    /// <summary>Ends a field of bytes that began when the buffer had the given length.</summary>
    public void EndBytes(int number, int lengthBefore)
    {
        Varint((ulong)(Length - lengthBefore));
        Tag(number, WireType.Bytes);
    }

    /// <summary>Puts a whole field of bytes.</summary>
    public void BytesField(int number, ReadOnlySpan<byte> bytes)
    {
        var before = Length;
        Bytes(bytes);
        EndBytes(number, before);
    }

    /// <summary>Puts a whole field of a number.</summary>
    public void VarintField(int number, ulong value)
    {
        Varint(value);
        Tag(number, WireType.Varint);
    }

    /// <inheritdoc/>
    public void Dispose() => PooledArrays.Return(_buffer);

    private Span<byte> Reserve(int length)
    {
        if (length > _start)
        {
            var larger = PooledArrays.Rent(checked(Math.Max(_buffer.Length * 2, Length + length)));
            Written.CopyTo(larger.AsSpan(larger.Length - Length));
            var written = Length;
            PooledArrays.Return(_buffer);
            _buffer = larger;
            _start = larger.Length - written;
        }

        _start -= length;
        return _buffer.AsSpan(_start, length);
    }
}
