using System.Net;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Condition = Orchestrator.Api.Models.Meta.V1.Condition;

namespace Orchestrator.Grains.Controllers.ServiceAddresses;

/// <summary>
/// Keeps ranges of service addresses (<c>pkg/controller/servicecidrs</c>): each is protected by a finalizer and then ready; one that is deleted gives out no more
/// addresses, and goes when none of its addresses is used, or another range has them too.
/// </summary>
internal sealed class ServiceCidrController(ControllerServices services) : Controller<ServiceCIDR>("service-cidrs-controller", NetworkResources.ServiceCIDRs, services)
{
    private const string Finalizer = "networking.k8s.io/service-cidr-finalizer";
    private const string InUse = "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR";

    /// <summary>How long a deleted range is kept at least: until every silo's replica has learnt that it gives out no more addresses.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Mapped(NetworkResources.ServiceCIDRs, PokeLeaving);
        watches.Mapped(NetworkResources.IPAddresses, (change, poke) =>
        {
            if (change.Type == ChangeType.Deleted)
            {
                PokeLeaving(change, poke);
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, ServiceCIDR value, CancellationToken cancellationToken)
    {
        var entry = Replica.Get(key)!;
        if (value.Metadata.DeletionTimestamp is not { } deleted)
        {
            if (ProtectionFinalizer.Patch(entry, Finalizer, static () => true) is { } protect)
            {
                await Client.PatchAsync(key, protect, "", cancellationToken);
            }

            await SetReadyAsync(entry, "True", "", "Kubernetes Service CIDR is ready", cancellationToken);
            return ReconcileResult.Done;
        }

        if (!entry.Metadata.Finalizers.Contains(Finalizer))
        {
            return ReconcileResult.Done;
        }

        if (IsNeeded(key, value))
        {
            await SetReadyAsync(entry, "False", "Terminating", InUse, cancellationToken);
            return ReconcileResult.Done.Because($"it is deleted when the addresses of {string.Join(", ", value.Spec.Cidrs ?? [])} are used no more");
        }

        var left = deleted + Grace - Now;
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        if (ProtectionFinalizer.Patch(entry, Finalizer, static () => false) is { } release)
        {
            await Client.PatchAsync(key, release, "", cancellationToken);
        }

        return ReconcileResult.Done;
    }

    /// <summary>Whether an address is used that no other range has. Only ranges that are being deleted look at all addresses.</summary>
    private bool IsNeeded(ObjectKey key, ServiceCIDR value)
    {
        var own = Networks(value);
        var others = Replica.List(NetworkResources.ServiceCIDRs)
            .Where(other => other.Key != key && other.DeletionTimestamp is null)
            .SelectMany(static other => Networks(other.As<ServiceCIDR>()))
            .ToList();
        foreach (var address in Replica.List(NetworkResources.IPAddresses))
        {
            if (System.Net.IPAddress.TryParse(address.Key.Name, out var parsed)
                && own.Exists(network => network.Contains(parsed)) && !others.Exists(network => network.Contains(parsed)))
            {
                return true;
            }
        }

        return false;
    }

    private static List<IPNetwork> Networks(ServiceCIDR cidr) =>
        [.. (cidr.Spec.Cidrs ?? []).Where(static text => IPNetwork.TryParse(text, out _)).Select(static text => IPNetwork.Parse(text))];

    private async Task SetReadyAsync(ReplicaEntry entry, string status, string reason, string message, CancellationToken cancellationToken)
    {
        var before = entry.As<ServiceCIDR>();
        var after = entry.Copy<ServiceCIDR>();
        var conditions = after.Status.Conditions ??= [];
        var present = conditions.Find(static condition => condition.Type == "Ready");
        conditions.RemoveAll(static condition => condition.Type == "Ready");
        conditions.Add(new Condition
        {
            Type = "Ready",
            Status = status,
            Reason = reason,
            Message = message,
            LastTransitionTime = present?.Status == status ? present.LastTransitionTime : Timestamp.Seconds(Now),
        });
        if (StatusPatch.Of(entry.Uid, before.Status, after.Status) is { } patch)
        {
            await Client.PatchAsync(entry.Key, patch, "status", cancellationToken);
        }
    }

    private void PokeLeaving(ReplicaChange change, Action<ObjectKey> poke)
    {
        foreach (var cidr in Replica.List(NetworkResources.ServiceCIDRs))
        {
            if (cidr.DeletionTimestamp is not null)
            {
                poke(cidr.Key);
            }
        }
    }
}
