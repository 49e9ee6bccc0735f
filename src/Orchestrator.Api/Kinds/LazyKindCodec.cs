using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Kinds;

/// <summary>A codec that is made at first use.</summary>
internal sealed class LazyKindCodec(Func<KindCodec> make) : KindCodec
{
    private KindCodec? _made;

    /// <inheritdoc/>
    public override Type ObjectType => Made.ObjectType;

    private KindCodec Made => _made ??= make();

    /// <inheritdoc/>
    public override IKubeObject Decode(ReadOnlyMemory<byte> json, JsonReadContext? context) => Made.Decode(json, context);
}
