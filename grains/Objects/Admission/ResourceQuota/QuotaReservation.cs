using Orleans;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>What a write holds of its namespace's quotas until its outcome is known.</summary>
internal sealed class QuotaReservation(IGrainFactory grains, string namespaceName, long id) : IAdmissionReservation
{
    /// <inheritdoc/>
    public void Settle(long revision) => _ = grains.GetGrain<IQuotaGrain>(namespaceName).SettleAsync(id, revision);
}
