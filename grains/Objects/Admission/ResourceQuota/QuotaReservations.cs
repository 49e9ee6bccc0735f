using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>
/// What was charged and may not show in the replica yet. Whoever counts the objects adds these, so that what is on its way is neither missed nor counted twice.
/// </summary>
internal sealed class QuotaReservations(TimeProvider time)
{
    /// <summary>After this time a write that nobody told of has failed with its silo, or shows.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Dictionary<long, Item> _items = [];

    /// <summary>Starts anywhere, so that what is said of another activation's reservation meets none of these.</summary>
    private long _last = Random.Shared.NextInt64(long.MaxValue / 2);

    /// <summary>Whether there is any.</summary>
    public bool Any => _items.Count > 0;

    /// <summary>Keeps a charge.</summary>
    public long Add(QuotaCharge charge)
    {
        _items.Add(++_last, new Item(ObjectKey.Parse(charge.Object), charge, time.GetTimestamp()));
        return _last;
    }

    /// <summary>Forgets a charge.</summary>
    public bool Remove(long id) => _items.Remove(id);

    /// <summary>The write was committed: the charge goes when the replica shows it.</summary>
    public void Commit(long id, long revision)
    {
        if (_items.TryGetValue(id, out var item))
        {
            item.Revision = revision;
        }
    }

    /// <summary>Adds to what was counted in a view what does not show there yet.</summary>
    public void AddTo(string quota, Dictionary<string, Quantity> used, QuotaView view)
    {
        foreach (var (id, item) in _items)
        {
            if (Shows(item, view))
            {
                _items.Remove(id);
                continue;
            }

            foreach (var amount in item.Charge.Amounts)
            {
                if (amount.Quota == quota && used.TryGetValue(amount.Resource, out var sum))
                {
                    used[amount.Resource] = sum.Add(Quantity.Parse(amount.Amount));
                }
            }
        }
    }

    private bool Shows(Item item, QuotaView view) =>
        (item.Revision > 0 && view.Includes(item.Key, item.Revision))
        || (view.Find(item.Key) is { } entry && entry.Uid == item.Charge.Uid && entry.Revision > item.Charge.BaseRevision)
        || time.GetElapsedTime(item.Since) > Longest;

    private sealed class Item(ObjectKey key, QuotaCharge charge, long since)
    {
        public ObjectKey Key { get; } = key;

        public QuotaCharge Charge { get; } = charge;

        public long Since { get; } = since;

        public long Revision { get; set; }
    }
}
