using System.Collections.Concurrent;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using ResourceClaim = Orchestrator.Api.Models.Resource.V1.ResourceClaim;

namespace Orchestrator.Grains.Tests.Controllers.ResourceClaims;

/// <summary>Sees every version of every claim, and writes down when a device has two.</summary>
internal sealed class OneClaimForEachDevice : IReplicaObserver
{
    private readonly Dictionary<ObjectKey, HashSet<string>> _devices = [];

    /// <summary>What went wrong.</summary>
    public static ConcurrentQueue<string> Violations { get; } = [];

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != DeviceResources.Claims)
        {
            return;
        }

        _devices.Remove(change.Entry.Key);
        if (change.Type == ChangeType.Deleted || change.Entry.As<ResourceClaim>().Status.Allocation is not { } allocation)
        {
            return;
        }

        var devices = allocation.Devices.Results!.Select(result => $"{result.Pool}/{result.Device}").ToHashSet(StringComparer.Ordinal);
        foreach (var (other, its) in _devices)
        {
            if (its.Overlaps(devices))
            {
                Violations.Enqueue($"{other} and {change.Entry.Key} share {string.Join(' ', its.Intersect(devices))}");
            }
        }

        _devices.Add(change.Entry.Key, devices);
    }
}
