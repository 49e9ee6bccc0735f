using Orleans;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>A write that asks for its part of a namespace's quotas.</summary>
/// <param name="Object">The object's key.</param>
/// <param name="Uid">The object's uid.</param>
/// <param name="BaseRevision">The object's revision before the write; 0 for a create.</param>
/// <param name="Amounts">What it adds.</param>
/// <param name="DryRun">Only asks.</param>
[GenerateSerializer, Immutable, Alias("QuotaCharge")]
public sealed record QuotaCharge(
    [property: Id(0)] string Object,
    [property: Id(1)] string Uid,
    [property: Id(2)] long BaseRevision,
    [property: Id(3)] QuotaAmount[] Amounts,
    [property: Id(4)] bool DryRun);
