using System.Buffers;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>
/// The place of conversion by webhook. Such a definition is accepted, and its objects can be used in the version in which they are stored; in another
/// one they are refused with these words, rather than shown unconverted.
/// </summary>
/// <param name="from">The version that is served: group, version and kind.</param>
internal sealed class WebhookConversionPlace(string from) : VersionConversion
{
    /// <inheritdoc/>
    public override IKubeObject DecodeStored(ReadOnlyMemory<byte> stored) => JsonModel.Read<Unstructured>(stored);

    /// <inheritdoc/>
    public override IKubeObject ToStored(IKubeObject value) => throw Refusal();

    /// <inheritdoc/>
    public override void FromStored(ReadOnlyMemory<byte> stored, IBufferWriter<byte> output) => throw Refusal();

    private ApiException Refusal() => new(StatusFactory.InternalError(
        $"conversion webhook for {from} failed: this server does not call conversion webhooks yet; use the version in which the objects are stored"));
}
