using Orchestrator.Api.Patches;
using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>A write of one object, decoded to JSON but otherwise as the client sent it.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Version">The API version of the request's path, for example <c>v1</c>.</param>
/// <param name="Subresource">For example <c>status</c>; empty for the object itself.</param>
/// <param name="Body">UTF-8 JSON in that version: the object, or the patch; empty for a delete. Never written to.</param>
/// <param name="Patch">How to read a patch.</param>
/// <param name="Options">The options.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="TraceParent">The span that the write belongs to (W3C trace context); null when nobody traces.</param>
/// <param name="Group">The API group of the request's path when it is not the group of the object's key; else null.</param>
[GenerateSerializer, Immutable, Alias("WriteRequest")]
public sealed record WriteRequest(
    [property: Id(0)] WriteVerb Verb,
    [property: Id(1)] string Version,
    [property: Id(2)] string Subresource,
    [property: Id(3)] byte[] Body,
    [property: Id(4)] PatchType Patch,
    [property: Id(5)] WriteOptions Options,
    [property: Id(6)] Caller Caller,
    [property: Id(7)] string? Group = null,
    [property: Id(8)] string? TraceParent = null);
