using System.Buffers;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Kinds;

/// <summary>
/// How the objects of a served version become what is stored, and back. A descriptor without one is stored as it is served, which costs nothing.
/// A strategy always sees the stored form: rules, table columns and field selectors are written once, for that. What a client sends is
/// therefore converted before any rule is applied, and what a client is shown is converted last. Defaults that only the served version has
/// belong to <see cref="ToStored"/>.
/// </summary>
public abstract class VersionConversion
{
    /// <summary>Decodes what is stored, as the model that the strategy sees.</summary>
    /// <exception cref="JsonDecodeException">The document is malformed or has values of the wrong type.</exception>
    public abstract IKubeObject DecodeStored(ReadOnlyMemory<byte> stored);

    /// <summary>An object of the served version in the stored form. The object is the conversion's to change.</summary>
    public abstract IKubeObject ToStored(IKubeObject value);

    /// <summary>Writes a stored object as the served version has it.</summary>
    public abstract void FromStored(ReadOnlyMemory<byte> stored, IBufferWriter<byte> output);

    /// <summary>A stored object as the served version has it.</summary>
    public byte[] FromStored(ReadOnlyMemory<byte> stored)
    {
        using var buffer = new PooledBufferWriter(stored.Length);
        FromStored(stored, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
