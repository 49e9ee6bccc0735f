using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>
/// A claim is an object whose name is what is claimed: an <c>IPAddress</c> for a cluster IP, as in a real cluster, and an object of our own for a node port.
/// It is created in the same batch as the service, so two services can never hold the same: the ledger refuses the second creation, whichever silo it comes from.
/// </summary>
internal static class AddressClaim
{
    /// <summary>Says in an address's label who keeps it.</summary>
    public const string ManagedByLabel = "ipaddress.kubernetes.io/managed-by";

    /// <summary>Addresses that the allocation of services keeps.</summary>
    public const string Manager = "ipallocator.k8s.io";

    /// <summary>The key of the claim of a cluster IP, whose name is the address in its canonical form.</summary>
    public static ObjectKey Address(string address) =>
        new("networking.k8s.io", "ipaddresses", "", IsIPv6(address) && System.Net.IPAddress.TryParse(address, out var parsed) ? parsed.ToString() : address);

    /// <summary>The key of the claim of a node port. It is in the ledger and the replica, and no kind serves it.</summary>
    public static ObjectKey NodePort(int port) => new("internal.orchestrator.io", "nodeports", "", port.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The key of the claim of a node's range of pod addresses. It is in the ledger and the replica, and no kind serves it.</summary>
    public static ObjectKey NodeRange(System.Net.IPNetwork range) => new("internal.orchestrator.io", "nodecidrs", "", $"{range.BaseAddress}-{range.PrefixLength}");

    /// <summary>Whether the claim is free as far as this silo knows; the commit makes sure.</summary>
    public static bool IsFree(WriteContext context, ObjectKey key) => Pending(context, key) is { } pending
        ? pending.Type == ChangeType.Deleted
        : context.Services.Replica.Get(key) is null;

    /// <summary>Claims with the service's commit.</summary>
    public static void Take(WriteContext context, ObjectKey key)
    {
        var claim = new IPAddress
        {
            Metadata = new ObjectMeta
            {
                Name = key.Name,
                Uid = Guid.NewGuid().ToString(),
                ResourceVersion = Document.RevisionPlaceholder,
                CreationTimestamp = context.Now,
                Generation = 1,
            },
            Spec = new IPAddressSpec
            {
                ParentRef = new ParentReference { Group = context.Key.Group.Length == 0 ? null : context.Key.Group, Resource = context.Key.Resource, Namespace = context.Key.Namespace.Length == 0 ? null : context.Key.Namespace, Name = context.Key.Name },
            },
        };
        if (key.Resource == "ipaddresses")
        {
            claim.Metadata.Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ipaddress.kubernetes.io/ip-family"] = IsIPv6(key.Name) ? "IPv6" : "IPv4",
                [ManagedByLabel] = Manager,
            };
        }
        else
        {
            claim.ApiVersion = "internal.orchestrator.io/v1";
            claim.Kind = key.Resource switch
            {
                "nodeports" => "NodePort",
                "nodecidrs" => "NodeCIDR",
                _ => "Device",
            };
        }

        var expected = Pending(context, key) is null ? 0 : Mutation.Previous;
        context.Commit(new Mutation(ChangeType.Created, key, expected, Document.Find(JsonModel.ToBytes(claim))));
    }

    /// <summary>What a claim belongs to.</summary>
    public static ParentReference? ParentOf(ReplicaEntry claim) => claim.As<IPAddress>().Spec.ParentRef;

    /// <summary>The end of a claim on its own, when its service is gone.</summary>
    public static Mutation End(ReplicaEntry claim)
    {
        var (offset, length) = RevisionPlace.Find(claim.Json.Span);
        return new Mutation(ChangeType.Deleted, claim.Key, claim.Revision, new Document(claim.Json, offset, length));
    }

    /// <summary>Gives a claim back with the service's commit.</summary>
    public static async ValueTask ReleaseAsync(WriteContext context, ObjectKey key)
    {
        if (Pending(context, key) is { } pending)
        {
            if (pending.Type != ChangeType.Deleted)
            {
                context.Commit(new Mutation(ChangeType.Deleted, key, Mutation.Previous, pending.Document));
            }

            return;
        }

        var (revision, json) = await FindAsync(context, key);
        if (revision != 0)
        {
            var (offset, length) = RevisionPlace.Find(json.Span);
            context.Commit(new Mutation(ChangeType.Deleted, key, revision, new Document(json, offset, length)));
        }
    }

    private static bool IsIPv6(string address) => address.Contains(':', StringComparison.Ordinal);

    private static async ValueTask<(long Revision, ReadOnlyMemory<byte> Json)> FindAsync(WriteContext context, ObjectKey key)
    {
        if (context.Services.Replica.Get(key) is { } entry)
        {
            return (entry.Revision, entry.Json);
        }

        return await context.Services.Ledger.ReadAsync(key, CancellationToken.None) is { } record ? (record.Revision, record.Json) : default;
    }

    /// <summary>What the round, or this request, has in store for the claim.</summary>
    private static Mutation? Pending(WriteContext context, ObjectKey key) => Last(context.Companions, key) ?? Last(context.Pending.Batch, key);

    private static Mutation? Last(IReadOnlyList<Mutation> mutations, ObjectKey key)
    {
        for (var i = mutations.Count - 1; i >= 0; i--)
        {
            if (mutations[i].Key == key)
            {
                return mutations[i];
            }
        }

        return null;
    }
}
