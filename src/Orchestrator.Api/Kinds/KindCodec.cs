using System.Buffers;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Kinds;

/// <summary>Reads and writes the objects of one kind.</summary>
public abstract class KindCodec
{
    /// <summary>The codec of kinds without a typed model.</summary>
    public static KindCodec Unstructured { get; } = new KindCodec<Unstructured>();

    /// <summary>A codec that is made at first use, so that a process does not load the models of kinds that it never meets.</summary>
    public static KindCodec Lazy(Func<KindCodec> make) => new LazyKindCodec(make);

    /// <summary>The class of the objects.</summary>
    public abstract Type ObjectType { get; }

    /// <summary>Decodes an object.</summary>
    /// <exception cref="JsonDecodeException">The document is malformed or has values of the wrong type.</exception>
    public abstract IKubeObject Decode(ReadOnlyMemory<byte> json, JsonReadContext? context);

    /// <summary>Encodes an object compactly.</summary>
    public void Encode(IKubeObject value, IBufferWriter<byte> output) => JsonModel.Write(value, output);
}

/// <summary>Reads and writes objects that are a <typeparamref name="T"/>.</summary>
public sealed class KindCodec<T> : KindCodec
    where T : class, IKubeObject, IJsonModel<T>
{
    /// <inheritdoc/>
    public override Type ObjectType => typeof(T);

    /// <inheritdoc/>
    public override IKubeObject Decode(ReadOnlyMemory<byte> json, JsonReadContext? context) => JsonModel.Read<T>(json, context);
}
