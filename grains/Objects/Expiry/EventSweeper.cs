using System.Runtime.InteropServices;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Expiry;

/// <summary>
/// Ends events that nobody has written for a while (a real server's <c>--event-ttl</c>). No grain is woken for it: each deletion names the revision that has expired,
/// so an event that is written meanwhile stays, and those of a sweep share transactions.
/// </summary>
public sealed class EventSweeper(ILedger ledger, IReplica replica, TimeProvider time, TimeSpan lifetime)
{
    private const int AtOnce = 256;
    private static readonly GroupResource Events = new("", "events");

    private Dictionary<ObjectKey, (long Revision, DateTimeOffset Written)> _known = [];
    private bool _swept;

    /// <summary>Ends what has expired, and returns how many events that were. Not to be called twice at once.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var expired = Find();
        var ended = 0;
        for (var start = 0; start < expired.Count; start += AtOnce)
        {
            var part = expired.GetRange(start, Math.Min(AtOnce, expired.Count - start));
            var results = await Task.WhenAll(part.Select(entry => EndAsync(entry, cancellationToken)));
            ended += results.Count(static done => done);
        }

        return ended;
    }

    private List<ReplicaEntry> Find()
    {
        var now = time.GetUtcNow();
        var expired = new List<ReplicaEntry>();
        var seen = new Dictionary<ObjectKey, (long Revision, DateTimeOffset Written)>(_known.Count);
        foreach (var entry in replica.List(Events))
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, entry.Key, out _);
            place = _known.TryGetValue(entry.Key, out var known) && known.Revision == entry.Revision ? known : (entry.Revision, _swept ? now : Written(entry, now));
            if (now - place.Written >= lifetime)
            {
                expired.Add(entry);
            }
        }

        (_known, _swept) = (seen, true);
        return expired;
    }

    // what was there before this process was: when it was written is not stored, when it was last seen to happen is
    private static DateTimeOffset Written(ReplicaEntry entry, DateTimeOffset now)
    {
        var e = entry.As<Event>();
        var latest = Latest(Latest(e.Metadata.CreationTimestamp, e.LastTimestamp), Latest(e.EventTime?.Value, e.Series?.LastObservedTime?.Value));
        return latest is { } written && new DateTimeOffset(written) is var time && time < now ? time : now;
    }

    private static DateTime? Latest(DateTime? left, DateTime? right) => left is null || right > left ? right : left;

    private async Task<bool> EndAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        var (offset, length) = RevisionPlace.Find(entry.Json.Span);
        var end = new Mutation(ChangeType.Deleted, entry.Key, entry.Revision, new Document(entry.Json, offset, length));
        return (await ledger.CommitAsync([end], cancellationToken)).Conflict is null;
    }
}
