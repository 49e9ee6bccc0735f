using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>The answer to a write.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Body">UTF-8 JSON: the object in the storage version, or a <c>Status</c>. Shared: never written to.</param>
/// <param name="Revision">The revision of the object that the answer shows; 0 when it shows none.</param>
/// <param name="Warnings">Texts for <c>Warning</c> headers.</param>
[GenerateSerializer, Immutable, Alias("WriteResult")]
public sealed record WriteResult(
    [property: Id(0)] int Code,
    [property: Id(1)] byte[] Body,
    [property: Id(2)] long Revision,
    [property: Id(3)] string[] Warnings)
{
    /// <summary>Whether the write was accepted.</summary>
    public bool Succeeded => Code < 400;
}
