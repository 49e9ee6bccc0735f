using System.Buffers;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Kinds;

/// <summary>A conversion between two models, by two functions of their own. Metadata goes along; apiVersion and kind are set here.</summary>
/// <typeparam name="TServed">The model of the served version.</typeparam>
/// <typeparam name="TStored">The model that is stored.</typeparam>
public sealed class ModelConversion<TServed, TStored> : VersionConversion
    where TServed : class, IKubeObject, IJsonModel<TServed>
    where TStored : class, IKubeObject, IJsonModel<TStored>
{
    private readonly (string ApiVersion, string Kind) _served;
    private readonly (string ApiVersion, string Kind) _stored;
    private readonly Func<TServed, TStored> _toStored;
    private readonly Func<TStored, TServed> _fromStored;

    /// <param name="served">apiVersion and kind as they are served.</param>
    /// <param name="stored">apiVersion and kind as they are stored.</param>
    /// <param name="toStored">Makes the stored model; may take parts of the served one.</param>
    /// <param name="fromStored">Makes the served model; may take parts of the stored one.</param>
    public ModelConversion(
        (string ApiVersion, string Kind) served,
        (string ApiVersion, string Kind) stored,
        Func<TServed, TStored> toStored,
        Func<TStored, TServed> fromStored)
    {
        _served = served;
        _stored = stored;
        _toStored = toStored;
        _fromStored = fromStored;
    }

    /// <inheritdoc/>
    public override IKubeObject DecodeStored(ReadOnlyMemory<byte> stored) => JsonModel.Read<TStored>(stored);

    /// <inheritdoc/>
    public override IKubeObject ToStored(IKubeObject value) => Finish(_toStored((TServed)value), value.Metadata, _stored);

    /// <inheritdoc/>
    public override void FromStored(ReadOnlyMemory<byte> stored, IBufferWriter<byte> output)
    {
        var model = JsonModel.Read<TStored>(stored);
        JsonModel.Write(Finish(_fromStored(model), model.Metadata, _served), output);
    }

    private static IKubeObject Finish(IKubeObject converted, ObjectMeta metadata, (string ApiVersion, string Kind) type)
    {
        converted.Metadata = metadata;
        converted.ApiVersion = type.ApiVersion;
        converted.Kind = type.Kind;
        return converted;
    }
}
