using Orleans;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>What a write adds to one resource of one quota.</summary>
/// <param name="Quota">The quota's name.</param>
/// <param name="Resource">What the quota calls the resource.</param>
/// <param name="Amount">A quantity; negative when the write gives something back.</param>
[GenerateSerializer, Immutable, Alias("QuotaAmount")]
public sealed record QuotaAmount([property: Id(0)] string Quota, [property: Id(1)] string Resource, [property: Id(2)] string Amount);
