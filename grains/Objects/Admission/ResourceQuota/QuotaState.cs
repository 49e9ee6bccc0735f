using Orchestrator.Api.Json;
using Orchestrator.Api.Values;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Quota = Orchestrator.Api.Models.Core.V1.ResourceQuota;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>One quota while a round of charges is weighed: what it allows and what of it is used.</summary>
internal sealed class QuotaState
{
    private readonly ReplicaEntry _entry;
    private bool _changed;

    public QuotaState(ReplicaEntry entry)
    {
        _entry = entry;
        Value = entry.As<Quota>();
        Used = new Dictionary<string, Quantity>(Value.Status.Used ?? [], StringComparer.Ordinal);
        IsCounted = Same(Value.Status.Hard, Hard) && Hard.Keys.All(Used.ContainsKey);
    }

    /// <summary>The quota.</summary>
    public Quota Value { get; }

    /// <summary>Its name.</summary>
    public string Name => _entry.Key.Name;

    /// <summary>What it allows.</summary>
    public Dictionary<string, Quantity> Hard => Value.Spec.Hard ?? [];

    /// <summary>What is used.</summary>
    public Dictionary<string, Quantity> Used { get; private set; }

    /// <summary>Whether <see cref="Used"/> covers all that the quota allows: a new or changed quota is to be counted first.</summary>
    public bool IsCounted { get; private set; }

    /// <summary>The replica's revision when it was last counted in this round; 0 when it was not.</summary>
    public long CountedAt { get; private set; }

    /// <summary>Takes over what was counted.</summary>
    public void Count(Dictionary<string, Quantity> used, long revision)
    {
        CountedAt = revision;
        if (!IsCounted || !Same(used, Used))
        {
            Used = used;
            _changed = true;
        }

        IsCounted = true;
    }

    /// <summary>Adds to what is used.</summary>
    public void Add(string resource, Quantity amount)
    {
        Used[resource] = Used.GetValueOrDefault(resource).Add(amount);
        _changed = true;
    }

    /// <summary>The write of its status; null when that stays as it is.</summary>
    public Mutation? ToMutation()
    {
        if (!_changed)
        {
            return null;
        }

        var value = _entry.Copy<Quota>();
        value.Status.Hard = new Dictionary<string, Quantity>(Hard, StringComparer.Ordinal);
        value.Status.Used = Used;
        value.Metadata.ResourceVersion = Document.RevisionPlaceholder;
        return new Mutation(ChangeType.Updated, _entry.Key, _entry.Revision, Document.Find(JsonModel.ToBytes(value)));
    }

    private static bool Same(Dictionary<string, Quantity>? left, Dictionary<string, Quantity> right)
    {
        if ((left?.Count ?? 0) != right.Count)
        {
            return false;
        }

        foreach (var (name, amount) in right)
        {
            if (!left!.TryGetValue(name, out var other) || amount != other)
            {
                return false;
            }
        }

        return true;
    }
}
