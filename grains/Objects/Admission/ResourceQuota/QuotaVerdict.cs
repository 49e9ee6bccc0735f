using Orleans;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>The answer to a charge.</summary>
/// <param name="Reservation">Names what was reserved; 0 when nothing was.</param>
/// <param name="Refusal">Why not, in a real server's words; empty when it was granted.</param>
[GenerateSerializer, Immutable, Alias("QuotaVerdict")]
public sealed record QuotaVerdict([property: Id(0)] long Reservation, [property: Id(1)] string Refusal);
