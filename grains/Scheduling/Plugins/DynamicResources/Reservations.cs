using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>Who may use a claim (<c>status.reservedFor</c>).</summary>
internal static class Reservations
{
    /// <summary>Whether a pod is among them.</summary>
    public static bool Has(ResourceClaim claim, string podUid) => claim.Status.ReservedFor?.Exists(consumer => consumer.Uid == podUid) == true;

    /// <summary>A pod as a consumer.</summary>
    public static ResourceClaimConsumerReference Of(string podName, string podUid) => new() { Resource = "pods", Name = podName, Uid = podUid };
}
