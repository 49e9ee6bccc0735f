using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>All quotas of one namespace, whose name is the key: the one place that counts what is used.</summary>
[Alias("IQuotaGrain")]
public interface IQuotaGrain : IGrainWithStringKey
{
    /// <summary>Takes a write's part of every quota that it concerns, or of none. What is granted is durable when this returns.</summary>
    [AlwaysInterleave, Alias("ChargeAsync")]
    Task<QuotaVerdict> ChargeAsync(QuotaCharge charge);

    /// <summary>Says what became of the write that something was reserved for.</summary>
    /// <param name="reservation">The verdict's.</param>
    /// <param name="revision">The revision of its commit; 0 when it was not committed.</param>
    [OneWay, AlwaysInterleave, Alias("SettleAsync")]
    Task SettleAsync(long reservation, long revision);

    /// <summary>Counts everything anew, and mends what the quotas say. Returns when that is done.</summary>
    [AlwaysInterleave, Alias("RecalculateAsync")]
    Task RecalculateAsync();
}
